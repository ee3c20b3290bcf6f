import { z } from 'zod';
import {
  ConversationSchema,
  MessageSchema,
  QuestionSchema,
  ReplySchema,
} from '../../plan/conversation';
import {
  ApprovalPageSchema,
  ApprovalSchema,
  BotSchema,
  DiagnosticSchema,
  EventSchema,
  HealthSchema,
  HoldSchema,
  MemorySchema,
  PackageDetailSchema,
  PackageSchema,
  ProblemSchema,
  RunPageSchema,
  RunSchema,
  RunSummarySchema,
  TaskSchema,
  WireEventSchema,
} from '../../plan/messages';
import { LaunchRequestSchema } from '../../plan/launch-messages';
import { GroupSchema } from '../../plan/people-messages';
import { InputFieldSchema } from '../../plan/schema';
import {
  DeliverySchema,
  ScheduleSchema,
  TriggerSchema,
  WebhookSchema,
} from '../../plan/trigger-messages';
import { ValueSchema } from '../../plan/wire-fields';

/** What the description of the API names, so that clients get a type for it; all else is written where it stands. */
const NAMED = {
  Approval: ApprovalSchema,
  ApprovalPage: ApprovalPageSchema,
  Bot: BotSchema,
  Conversation: ConversationSchema,
  Delivery: DeliverySchema,
  Diagnostic: DiagnosticSchema,
  Event: EventSchema,
  Group: GroupSchema,
  Health: HealthSchema,
  Hold: HoldSchema,
  InputField: InputFieldSchema,
  Memory: MemorySchema,
  Message: MessageSchema,
  Package: PackageSchema,
  PackageDetail: PackageDetailSchema,
  Problem: ProblemSchema,
  Question: QuestionSchema,
  Reply: ReplySchema,
  Run: RunSchema,
  RunEvent: WireEventSchema,
  RunPage: RunPageSchema,
  RunSummary: RunSummarySchema,
  Schedule: ScheduleSchema,
  Task: TaskSchema,
  Trigger: TriggerSchema,
  Value: ValueSchema,
  Webhook: WebhookSchema,
};

/** The names of schemas, for zod, and what JSON Schema says of them besides. */
export const SCHEMA_NAMES = z.registry<{
  readonly id: string;
  readonly oneOf?: readonly object[];
}>();
for (const [id, schema] of Object.entries(NAMED)) SCHEMA_NAMES.add(schema, { id });
SCHEMA_NAMES.add(LaunchRequestSchema, {
  id: 'LaunchRequest',
  oneOf: ['package', 'text', 'plan', 'tasks'].map((member) => ({ required: [member] })),
});
