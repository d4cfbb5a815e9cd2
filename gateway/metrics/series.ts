/** What is counted, by its name in Prometheus. docs/guides/operating.md explains each. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** In seconds: from what is answered at once to past the time-out of an owner. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Up to the most that one operation may cost. */
const COSTS = [10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000];

type Registers = Registry[];

export const requestSeries = (registers: Registers) => ({
  underWay: new Gauge({
    name: 'groundswell_requests_under_way',
    help: 'Requests that have no answer yet.',
    registers,
  }),
  requests: new Counter({
    name: 'groundswell_requests_total',
    help: 'Requests, by route and status: "aborted" where the client left.',
    labelNames: ['route', 'status'],
    registers,
  }),
  seconds: new Histogram({
    name: 'groundswell_request_duration_seconds',
    help: 'How long requests take.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  }),
  clients: new Counter({
    name: 'groundswell_client_requests_total',
    help: 'Requests, by the application that they say they come from.',
    labelNames: ['client'],
    registers,
  }),
});

export const operationSeries = (registers: Registers) => ({
  requestedCost: new Histogram({
    name: 'groundswell_operation_requested_cost',
    help: 'What operations could cost.',
    buckets: COSTS,
    registers,
  }),
  actualCost: new Counter({
    name: 'groundswell_operation_cost_total',
    help: 'What operations did cost.',
    registers,
  }),
  errors: new Counter({
    name: 'groundswell_errors_total',
    help: 'Answers with an error of the code.',
    labelNames: ['code'],
    registers,
  }),
});

export const ownerSeries = (registers: Registers) => ({
  ownerRequests: new Counter({
    name: 'groundswell_owner_requests_total',
    help: 'Requests to owners, by outcome: "answered", or why not.',
    labelNames: ['owner', 'outcome'],
    registers,
  }),
  ownerSeconds: new Histogram({
    name: 'groundswell_owner_request_duration_seconds',
    help: 'How long owners take, whatever comes of it.',
    labelNames: ['owner'],
    buckets: SECONDS,
    registers,
  }),
  breakers: new Gauge({
    name: 'groundswell_owner_breaker_open',
    help: '1 while an owner that failed again and again is not asked.',
    labelNames: ['owner'],
    registers,
  }),
});
