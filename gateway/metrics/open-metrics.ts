/** The settings of metrics, and the server that they are read from: on a port of its own, which no client reaches. */
import Fastify from 'fastify';
import { z } from 'zod';
import { answerErrors } from '../../platform/http/error-answers.ts';
import { listen } from '../../platform/http/server.ts';
import { port } from '../../platform/settings.ts';
import type { Metrics } from './metrics.ts';

export const metricsShape = {
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
};

/** Metrics that are read over HTTP. */
export interface OpenMetrics {
  readonly metrics: Metrics;
  /** The port that they are read from. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves `GET /metrics`, and nothing else.
 * @throws StartFailure when the port is in use, or may not be used
 */
export async function openMetrics(at: { host: string; port: number }): Promise<OpenMetrics> {
  const { prometheusMetrics } = await import('./prometheus.ts');
  const { metrics, read, mediaType } = prometheusMetrics();
  const app = Fastify({ forceCloseConnections: true });
  answerErrors(app, () => false);
  app.get('/metrics', async (_request, reply) => reply.type(mediaType).send(await read()));
  const { port: chosen } = await listen(app, { ...at, settings: 'METRICS_' });
  return { metrics, port: chosen, close: () => app.close() };
}
