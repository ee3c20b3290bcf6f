import type { Plan } from '../../plan/schema';

/**
 * Whose memory SET BOT MEMORY and its kin mean. The scripts of a package answer for one bot, the one that
 * the workflow is named after, so that what a step's bot remembers can be shared by the workflow.
 */
export function memoryOwner(plan: Plan): string {
  return plan.name;
}
