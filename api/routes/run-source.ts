import { AppError } from '../../plan/errors';
import { PlanSchema, type Plan } from '../../plan/schema';
import { SourceSchema, type SourceView } from '../../plan/messages';
import { readPlan, type StoredPlan } from '../../store/plans';
import type { ApiDependencies } from '../dependencies';
import { findRun } from '../find-run';
import { form, ok, route, type Answer, type ApiRequest, type Route } from '../route';

const READERS = ['author', 'operator', 'approver'] as const;

/** What a run was made from, exactly as it pins it. */
export const runSourceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/workflows/:id/plan',
    summary: 'The plan that a run walks.',
    roles: READERS,
    answers: { 200: form('The plan; `planHash` of the run is its hash.', PlanSchema) },
    errors: ['RUN_UNKNOWN', 'PLAN_UNKNOWN'],
    handle: viewPlan,
  }),
  route({
    method: 'get',
    path: '/api/workflows/:id/source',
    summary: 'The text that a run was launched from.',
    roles: READERS,
    answers: { 200: form('The text, and where in it each step stands.', SourceSchema) },
    errors: ['RUN_UNKNOWN', 'PLAN_UNKNOWN'],
    handle: viewSource,
  }),
];

async function viewPlan(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { plan } = await storedPlan(request, api);
  return ok(JSON.parse(plan) as Plan);
}

async function viewSource(request: ApiRequest, api: ApiDependencies): Promise<Answer> {
  const { sourceFile: file, sourceText: text, places } = await storedPlan(request, api);
  const view: SourceView = { file, text, places: JSON.parse(places) as SourceView['places'] };
  return ok(view);
}

async function storedPlan(request: ApiRequest, api: ApiDependencies): Promise<StoredPlan> {
  const { planHash: hash } = await findRun(request, api);
  const stored = await readPlan(api.database, hash);
  if (stored === undefined) throw new AppError('PLAN_UNKNOWN', { hash });
  return stored;
}
