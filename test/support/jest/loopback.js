/** No test speaks to another machine, nor does a library that it loads: whoever tries fails the file. */
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const tried = new Set();

const THIS_MACHINE = new net.BlockList();
THIS_MACHINE.addSubnet('127.0.0.0', 8, 'ipv4');
THIS_MACHINE.addAddress('::1', 'ipv6');

const isThisMachine = (host) =>
  host === 'localhost' ||
  (net.isIP(host) !== 0 && THIS_MACHINE.check(host, net.isIPv6(host) ? 'ipv6' : 'ipv4'));

/** `connect(options)`, `connect(port, host)`, `connect(path)`; node:net itself gives the options in a list. */
function optionsIn([first, second]) {
  const [options] = [first].flat();
  if (typeof options === 'object') return options;
  if (Number.isNaN(Number(options))) return { path: options };
  return { host: typeof second === 'string' ? second : undefined };
}

const { connect } = net.Socket.prototype;
const { lookup: resolve } = dns;

/** From now on a socket that would go elsewhere is destroyed, and no other name than this machine's is looked up. */
export function stayOnThisMachine() {
  dns.lookup = function lookupHere(name, ...rest) {
    if (net.isIP(name) || isThisMachine(name)) return resolve(name, ...rest);
    tried.add(name);
    return rest.at(-1)(new Error(`Tests look up this machine alone, not ${name}.`));
  };
  syncBuiltinESMExports();
  net.Socket.prototype.connect = function connectHere(...given) {
    const { host = 'localhost', path, lookup } = optionsIn(given);
    // A test that gives the addresses of names asks no resolver.
    if (path || lookup || isThisMachine(host)) return connect.apply(this, given);
    tried.add(host);
    return this.destroy(new Error(`Tests speak to this machine alone, not to ${host}.`));
  };
}

/** @throws Error where something of a file tried to go elsewhere. */
export function needNobodyElse() {
  const hosts = [...tried].join(', ');
  tried.clear();
  if (hosts) throw new Error(`Expected to speak to this machine alone, but tried: ${hosts}.`);
}
