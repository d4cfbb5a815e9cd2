/**
 * The facts of `docker-compose.yml`, the Dockerfile and `.dockerignore`. They are read by a parser only: no
 * container engine runs them here.
 */
import { describe, expect, test } from '@jest/globals';
import {
  COALITION,
  contractOfKind,
  organisationsFile,
  readOrganisations,
} from '../../../directory/organisations.ts';
import { PUBLIC_KEYS } from '../../../platform/http/public-keys.ts';
import { composeFile, exists, loadedBy, read, type Service, sourcesIn } from './compose-file.ts';

const { services, networks, volumes } = composeFile();
const organisations = readOrganisations(organisationsFile({}));
const owners = [COALITION, ...organisations.map(({ id }) => id)];

const all = Object.entries(services);
const databases = all.filter(([, { image }]) => image.startsWith('mongo:'));
const programs = all.filter(([, { build }]) => build === '.');
/** The source of a service's program, which runs as it was bundled. */
const moduleOf = ({ command }: Service) => command.at(-1)!.replace(/^dist\/(.*)\.js$/, '$1.ts');
const isIn = (file: string, part: string) => file === part || file.startsWith(`${part}/`);
const meet = (one: Service, other: Service) =>
  one.networks.some((network) => other.networks.includes(network));

const namesOn = (network: string) =>
  all.filter(([, service]) => service.networks.includes(network)).map(([name]) => name);

describe('the services', () => {
  test('are a subgraph and a database for each organisation and the coalition, and one gateway', () => {
    const expected = ['gateway', ...owners, ...owners.map((owner) => `mongo-${owner}`)];
    expect(Object.keys(services).toSorted()).toEqual(expected.toSorted());
    expect(databases).toHaveLength(owners.length);
    expect(programs).toHaveLength(owners.length + 1);
  });

  test.each(organisations)('$id runs the program of its kind', ({ id, kind }) => {
    expect(moduleOf(services[id]!)).toBe(`subgraphs/kinds/${contractOfKind(kind)}/main.ts`);
    expect(services[id]!.environment['ORGANISATION']).toBe(id);
  });

  test.each(programs)('the program of %s exists', (_name, service) => {
    expect(service.command).toEqual(['node', expect.stringMatching(/^dist\/.*\.js$/)]);
    expect(exists(moduleOf(service))).toBe(true);
  });
});

describe('the networks', () => {
  test.each(owners)('the database of %s shares a network with its own subgraph only', (owner) => {
    const database = services[`mongo-${owner}`]!;
    const neighbours = all.filter(([, service]) => service !== database && meet(service, database));
    expect(neighbours.map(([name]) => name)).toEqual([owner]);
    expect(database.networks.map((network) => networks[network])).toEqual([{ internal: true }]);
  });

  test.each(owners)('%s starts once its own database can be written to', (owner) => {
    const { environment, depends_on } = services[owner]!;
    const uri = `mongodb://mongo-${owner}:27017/groundswell?replicaSet=rs0`;
    expect(environment['MONGODB_URI']).toBe(uri);
    expect(depends_on).toEqual({ [`mongo-${owner}`]: { condition: 'service_healthy' } });
  });

  test('the gateway and the coalition can reach every organisation', () => {
    for (const { id } of organisations)
      for (const asker of ['gateway', COALITION]) {
        expect(services[asker]!.environment['SUBGRAPH_URL']).toBe('http://{owner}:4000');
        expect(meet(services[asker]!, services[id]!)).toBe(true);
      }
  });

  test('only the gateway is published, on the loopback address', () => {
    const published = all.filter(([, { ports }]) => ports);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      ['gateway', ['127.0.0.1:4000:4000']],
    ]);
    expect(namesOn('outside')).toEqual(['gateway']);
  });

  test('each server can reach the issuer of its own people, and no database leads out', () => {
    const external = Object.keys(networks).filter((name) => !networks[name]?.internal);
    expect(external).toEqual(['outside', 'issuers']);
    expect(namesOn('issuers')).toEqual(owners);
  });

  test('the gateway waits for no organisation to be healthy', () => {
    expect(services['gateway']!.depends_on).toEqual(owners);
  });
});

describe('confinement', () => {
  test.each(all)('%s has few rights, a health check and a restart policy', (_name, service) => {
    expect(service).toMatchObject({
      restart: 'unless-stopped',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.privileged).toBeUndefined();
    expect(service.healthcheck.test[0]).toBe('CMD');
    expect(['node', '999:999']).toContain(service.user);
  });

  test('the image does not run as root, and has a health check', () => {
    const dockerfile = read('Dockerfile');
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^CMD \["node"/m);
    expect(last).toMatch(/^HEALTHCHECK (.|\\\n)*CMD \["node", "bin\/ready.js"\]$/m);
  });

  test('each database is a replica set of one member, with its data in a volume of its own', () => {
    for (const [name, { command, hostname, volumes: mounts }] of databases) {
      const owner = name.replace('mongo-', '');
      expect(command).toEqual(['--replSet', 'rs0', '--bind_ip_all']);
      expect(hostname).toBe(name);
      expect(mounts).toEqual([`${owner}:/data/db`]);
      expect(volumes).toHaveProperty([owner]);
    }
  });
});

describe('the settings', () => {
  const source = [...new Set(programs.flatMap(([, service]) => [...loadedBy(moduleOf(service))]))]
    .map(read)
    .join('\n');
  const knowing = (setting: string) =>
    all.filter(([, { environment }]) => setting in environment).map(([name]) => name);

  test('only the gateway has the pseudonym key, and does not start without it', () => {
    expect(knowing('PSEUDONYM_KEY')).toEqual(['gateway']);
    expect(services['gateway']!.environment['PSEUDONYM_KEY']).toMatch(
      /^\$\{PSEUDONYM_KEY:\?set it to .+\}$/,
    );
  });

  test('gateway and coalition have signing keys, each in a volume that no other service has', () => {
    expect(knowing('SIGNING_KEYS_FILE')).toEqual(['gateway', COALITION]);
    for (const signer of ['gateway', COALITION]) {
      const mounts = all.filter(([, { volumes: of = [] }]) => of.includes(`${signer}-keys:/keys`));
      expect(mounts.map(([name]) => name)).toEqual([signer]);
      expect(volumes).toHaveProperty([`${signer}-keys`]);
      const { environment } = services[signer]!;
      expect(environment['SIGNING_KEYS_FILE']).toMatch(/^\/keys\//);
    }
    expect(read('Dockerfile')).toMatch(/^RUN install .*--owner=node .*\/keys$/m);
  });

  test('each server has the addresses of the public keys that it needs', () => {
    const published = (signer: string) => `http://${signer}:4000${PUBLIC_KEYS}`;
    for (const owner of owners) {
      const { environment } = services[owner]!;
      expect(environment['GATEWAY_KEYS']).toBe(published('gateway'));
      expect(meet(services[owner]!, services['gateway']!)).toBe(true);
      if (owner !== COALITION) expect(environment['COALITION_KEYS']).toBe(published(COALITION));
    }
  });

  test('every organisation follows the coalition, and the gateway keeps its copy in a volume', () => {
    for (const { id } of organisations)
      expect(services[id]!.environment['COALITION_URL']).toBe(`http://${COALITION}:4000`);
    const { environment, volumes: mounts } = services['gateway']!;
    expect(environment['DIRECTORY_COPY']).toMatch(/^\/state\//);
    expect(mounts).toContain('gateway-state:/state');
    expect(volumes).toHaveProperty('gateway-state');
    expect(read('Dockerfile')).toMatch(/^RUN install .*--owner=node .*\/state /m);
  });

  test('only the gateway drains, as nobody else is asked by clients, and it is given the time', () => {
    expect(knowing('DRAIN_MS')).toEqual(['gateway']);
    const { environment, stop_grace_period: grace } = services['gateway']!;
    expect(parseInt(grace ?? '', 10) * 1_000).toBeGreaterThan(
      Number(environment['DRAIN_MS']) + 5_000,
    );
  });

  test('no service has the local issuer, and it is not in the image', () => {
    expect(knowing('DEVELOPMENT_ISSUER')).toEqual([]);
    expect(read('.dockerignore')).not.toMatch(/^!(issuer|sample|start)/m);
  });

  const names = new Set(programs.flatMap(([, { environment }]) => Object.keys(environment)));
  test.each([...names])('%s is a setting of the programs', (name) => {
    expect(source).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

describe('the image', () => {
  const allowed = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));

  test('has everything that its programs load', () => {
    const files = programs.flatMap(([, service]) => [...loadedBy(moduleOf(service))]);
    expect(files.filter((file) => !allowed.some((part) => isIn(file, part)))).toEqual([]);
  });

  test('has nothing that loads a file that is left out', () => {
    const sources = allowed.flatMap((part) => sourcesIn(part));
    const files = new Set(sources.flatMap((file) => [...loadedBy(file)]));
    expect(sources.length).toBeGreaterThan(100);
    expect([...files].filter((file) => !allowed.some((part) => isIn(file, part)))).toEqual([]);
  });

  test('has the lists that its programs read', () => {
    expect(read('Dockerfile')).toMatch(
      /^COPY directory\/organisations\.json directory\/coalition\.json /m,
    );
  });

  test('has only what is named, and all that is named exists', () => {
    expect(read('.dockerignore')).toMatch(/^\*$/m);
    expect(allowed.filter((path) => !exists(path))).toEqual([]);
  });
});
