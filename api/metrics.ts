import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../store/database';
import { measureLoad, type Load } from '../store/measure';

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** As the route writes it, so that ids make no series of their own. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What Prometheus is told of this process and of the database. */
export interface Metrics {
  observe(request: AnsweredRequest): void;
  /** All of it in the text format of Prometheus; the database is measured now. */
  render(): Promise<string>;
  readonly contentType: string;
}

/** Metrics of one API process. Nothing in them names a workspace, a run or a person. */
export function createMetrics(database: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'everstep_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const show = loadGauges(registry);
  return {
    contentType: registry.contentType,
    observe: ({ method, route, status, seconds }) => {
      requests.observe({ method, route, status }, seconds);
    },
    render: async () => {
      show(await measureLoad(database));
      return registry.metrics();
    },
  };
}

/** Gauges of the load, and the function that sets them. */
function loadGauges(registry: Registry): (load: Load) => void {
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `everstep_${name}`, help, registers: [registry] });
  const byLabel = <Label extends string>(name: string, help: string, label: Label): Gauge<Label> =>
    new Gauge({ name: `everstep_${name}`, help, labelNames: [label], registers: [registry] });
  const runs = byLabel('runs_open', 'Runs that have not ended.', 'status');
  const outbox = byLabel('outbox_waiting', 'What is to be brought to runs and people.', 'kind');
  const held = gauge('steps_held', 'Steps that have failed and wait for an operator.');
  const approvals = gauge('approvals_open', 'Requests that nobody has decided.');
  const approvalAge = gauge('approvals_oldest_seconds', 'Age of the oldest open request.');
  const outboxAge = gauge('outbox_oldest_seconds', 'Age of the oldest that is to be brought.');
  const deliveries = gauge('webhook_deliveries_pending', 'Calls of webhooks that were not taken.');
  return (load) => {
    runs.reset();
    for (const status of ['planning', 'running', 'paused'])
      runs.set({ status }, load.runs[status] ?? 0);
    outbox.reset();
    for (const [kind, count] of Object.entries(load.outbox)) outbox.set({ kind }, count);
    held.set(load.held);
    approvals.set(load.openApprovals);
    approvalAge.set(load.oldestApprovalSeconds);
    outboxAge.set(load.oldestOutboxSeconds);
    deliveries.set(load.webhookDeliveries);
  };
}
