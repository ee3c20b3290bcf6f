import type { Route } from '../route';
import { approvalRoutes } from './approvals';
import { botRoutes } from './bots';
import { controlRoutes } from './control';
import { eventRoutes } from './events';
import { groupRoutes } from './groups';
import { keyRoutes } from './keys';
import { memoryRoutes } from './memory';
import { messageRoutes } from './messages';
import { metricRoutes } from './metrics';
import { packageRoutes } from './packages';
import { restoreRoutes } from './restore';
import { runSourceRoutes } from './run-source';
import { triggerRoutes } from './triggers';
import { webhookRoutes } from './webhooks';
import { workflowRoutes } from './workflows';

/** Every address below /api, and who may use it. */
export const ROUTES: readonly Route[] = [
  ...workflowRoutes,
  ...runSourceRoutes,
  ...controlRoutes,
  ...restoreRoutes,
  ...messageRoutes,
  ...approvalRoutes,
  ...groupRoutes,
  ...eventRoutes,
  ...botRoutes,
  ...memoryRoutes,
  ...packageRoutes,
  ...triggerRoutes,
  ...webhookRoutes,
  ...keyRoutes,
  ...metricRoutes,
];
