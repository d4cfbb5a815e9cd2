/** How long the body of a request may be. */
import { errorCodes, type FastifyRequest, type RouteShorthandOptions } from 'fastify';

/**
 * Options of a route by which a longer body is answered 413. Fastify has no limit of 0, so a route without bodies refuses
 * the one byte that it lets through.
 * @example app.route({ method: 'POST', url: '/', ...bodyLimitOf(1_000), handler })
 */
export const bodyLimitOf = (
  mostBytes: number,
): Required<Pick<RouteShorthandOptions, 'bodyLimit' | 'preHandler'>> => ({
  bodyLimit: Math.max(1, mostBytes),
  preHandler: async ({ body }: FastifyRequest) => {
    if (mostBytes === 0 && Buffer.isBuffer(body) && body.length > 0)
      throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
  },
});
