import { z } from 'zod';
import { form, route, type Route } from '../route';

/** What Prometheus reads. It sends a key as a bearer token. */
export const metricRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/metrics',
    summary: 'How much is under way, for Prometheus.',
    roles: ['operator'],
    answers: { 200: form('Metrics in the text format.', z.string(), 'text/plain') },
    errors: [],
    handle: async (_request, { metrics }) => ({
      status: 200,
      body: await metrics.render(),
      headers: { 'Content-Type': metrics.contentType },
    }),
  }),
];
