import type { Route } from '../route';
import { approvalRoutes } from './approvals';
import { botRoutes } from './bots';
import { controlRoutes } from './control';
import { eventRoutes } from './events';
import { memoryRoutes } from './memory';
import { packageRoutes } from './packages';
import { workflowRoutes } from './workflows';

/** Every address below /api, and who may use it. */
export const ROUTES: readonly Route[] = [
  ...workflowRoutes,
  ...controlRoutes,
  ...approvalRoutes,
  ...eventRoutes,
  ...botRoutes,
  ...memoryRoutes,
  ...packageRoutes,
];
