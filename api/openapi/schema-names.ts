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

/** The names of schemas, for zod. */
export const SCHEMA_NAMES = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(NAMED)) SCHEMA_NAMES.add(schema, { id });
