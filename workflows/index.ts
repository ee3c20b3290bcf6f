/** What the worker bundles: the workflow types of this project. */
export { runWorkflow } from './run-plan';
export { scheduleWorkflow } from './schedule';
