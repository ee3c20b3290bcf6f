import { z } from 'zod';
import { name, ObjectSchema, text } from './wire-fields';

/** One task of a list that is launched. Names are those of the bot swarm's tasks. */
const TaskRequestSchema = z.strictObject({
  description: text(10_000).min(1),
  /** The bot that does it. */
  agent_id: name(),
  /** What `depends_on` of other tasks calls it; its place in the list, from 1, unless given. */
  order_index: z.int().min(1).max(1_000_000).exactOptional(),
  depends_on: z.array(z.int()).max(1_000).default([]),
});

/** POST /api/workflows: starts a run. */
export const LaunchRequestSchema = z
  .strictObject({
    /** What to run: a workflow of a package, or one of the three below it. */
    package: name().exactOptional(),
    /** Not needed where the package has one workflow. */
    workflow: name().exactOptional(),
    /** A BASIC text. */
    text: name(1_000_000).exactOptional(),
    /** A plan that is not linked to bots. Its form is told by PLAN_INVALID. */
    plan: ObjectSchema.exactOptional(),
    /** Tasks for bots; those that do not depend on each other are done side by side. */
    tasks: z.array(TaskRequestSchema).min(1).max(1_000).exactOptional(),
    input: ObjectSchema.exactOptional(),
    description: text(2_000).exactOptional(),
    channelId: name().exactOptional(),
    /** Who uses the run, and in which session: whose memory it reads and writes. Without them, its own. */
    user: name().exactOptional(),
    session: name().exactOptional(),
  })
  .refine(
    ({ package: of, text: basic, plan, tasks }) =>
      [of, basic, plan, tasks].filter((one) => one !== undefined).length === 1,
    { error: 'needs exactly one of package, text, plan and tasks' },
  );
export type LaunchRequest = z.infer<typeof LaunchRequestSchema>;
