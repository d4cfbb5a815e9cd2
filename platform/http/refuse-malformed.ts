/** What is refused of a request before anything reads its body (RFC 9110, RFC 9112). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** An error of a client, with its status. */
class Refusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** The characters of a host and its port (RFC 3986, 3.2.2). */
const HOST = /^[\w.~!$&'()*+,;=%:[\]-]*$/;

/** A character set that a type of content names. */
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;

/** Refuses requests whose host is not one, and whose body is not what a server reads: JSON in UTF-8, not compressed. */
export function refuseMalformed(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    refuseHost(request);
    refuseBody(request, reply);
  });
}

/** Node takes the first of two hosts, and what stands before this server may have taken the second. */
function refuseHost({ raw: { rawHeaders }, headers: { host = '' } }: FastifyRequest): void {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length > 1) throw new Refusal(400, `Host: expected one, but got ${hosts.length}.`);
  if (!HOST.test(host)) throw new Refusal(400, 'Host: expected a name or an address.');
}

function refuseBody({ headers }: FastifyRequest, reply: FastifyReply): void {
  const { 'content-encoding': coding = 'identity', 'content-type': type = '' } = headers;
  if (coding.toLowerCase() !== 'identity') {
    void reply.header('accept-encoding', 'identity');
    throw new Refusal(415, 'Content-Encoding: expected a body that is not compressed.');
  }
  const charset = CHARSET.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8' && charset !== 'utf8')
    throw new Refusal(415, 'Content-Type: expected the charset "utf-8".');
}
