import { z } from 'zod';
import type { Value, Variables } from './value';
import type {
  BranchFrame,
  Failure,
  HandlersFrame,
  InboxRow,
  Level,
  RunFrame,
  StepMemory,
  Undo,
  Verdict,
  Wait,
} from './walk';

/**
 * The frame tree of `FRAME_VERSION`, as continue-as-new and activities carry it. Another form needs another
 * version, and a function that makes the new form of the old one.
 */
const ValueSchema = z.any() as z.ZodType<Value>;
const VariablesSchema: z.ZodType<Variables> = z.record(z.string(), ValueSchema);
const CountSchema = z.number().int();
const UntilSchema = z.number().nullable();

const FailureSchema: z.ZodType<Failure> = z.strictObject({
  code: z.string(),
  message: z.string(),
  stepId: z.string().exactOptional(),
  line: CountSchema.exactOptional(),
  details: z.record(z.string(), z.unknown()).exactOptional(),
});

const AwaitedSchema = z.strictObject({ event: z.string(), where: z.any().exactOptional() });

const WaitSchema: z.ZodType<Wait> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('timer'), until: z.number() }),
  z.strictObject({ kind: z.literal('event'), ...AwaitedSchema.shape, until: UntilSchema }),
  z.strictObject({
    kind: z.literal('events'),
    mode: z.enum(['any', 'all']),
    events: z.array(AwaitedSchema),
    until: UntilSchema,
  }),
  z.strictObject({ kind: z.literal('approval'), approvalId: z.string(), until: UntilSchema }),
  z.strictObject({ kind: z.literal('reply'), questionId: z.string(), until: UntilSchema }),
  z.strictObject({ kind: z.literal('child'), childId: z.string(), until: z.null() }),
  z.strictObject({ kind: z.literal('operator'), until: z.null() }),
]);

const UndoSchema: z.ZodType<Undo> = z.strictObject({
  block: z.string(),
  variables: VariablesSchema,
});

/** One branch. */
export const BranchFrameSchema: z.ZodType<BranchFrame> = z.lazy(() =>
  z.strictObject({
    path: z.string(),
    levels: z.array(LevelSchema),
    writes: VariablesSchema,
    appends: z.record(z.string(), CountSchema).exactOptional(),
    labels: z.array(z.string()).exactOptional(),
    loops: z.array(z.string()).exactOptional(),
    undo: z.array(UndoSchema).exactOptional(),
    undoing: z
      .strictObject({
        failure: FailureSchema,
        turn: CountSchema,
        failed: z.array(FailureSchema),
      })
      .exactOptional(),
    passesOn: z.literal(true).exactOptional(),
    holds: z.literal(true).exactOptional(),
    cancelled: BranchFrameSchema.exactOptional(),
    handling: BranchFrameSchema.exactOptional(),
    because: FailureSchema.exactOptional(),
    handlerDepth: CountSchema.exactOptional(),
    random: CountSchema,
    spent: CountSchema,
    returned: ValueSchema.exactOptional(),
    end: z
      .discriminatedUnion('status', [
        z.strictObject({ status: z.literal('completed'), value: ValueSchema }),
        z.strictObject({ status: z.literal('failed'), failure: FailureSchema }),
        z.strictObject({ status: z.literal('left'), leaving: LeavingSchema }),
      ])
      .exactOptional(),
  }),
);

const LeavingSchema = z.discriminatedUnion('go', [
  z.strictObject({ go: z.literal('return'), value: ValueSchema }),
  z.strictObject({ go: z.literal('exit'), from: z.enum(['loop', 'flow', 'program']) }),
]);

const StepMemorySchema: z.ZodType<StepMemory> = z.strictObject({
  phase: z.string(),
  turn: CountSchema.exactOptional(),
  items: z.array(ValueSchema).exactOptional(),
  bound: z.number().exactOptional(),
  by: z.number().exactOptional(),
  wait: WaitSchema.exactOptional(),
  children: z.array(BranchFrameSchema).exactOptional(),
  until: z.number().exactOptional(),
  closed: z.array(BranchFrameSchema).exactOptional(),
  undo: z.array(UndoSchema).exactOptional(),
  data: z.record(z.string(), ValueSchema).exactOptional(),
  held: FailureSchema.exactOptional(),
});

const LevelSchema: z.ZodType<Level> = z.strictObject({
  block: z.string(),
  index: CountSchema,
  memory: StepMemorySchema.exactOptional(),
  again: CountSchema.exactOptional(),
  call: z.strictObject({ flow: z.string(), locals: VariablesSchema.nullable() }).exactOptional(),
});

const InboxRowSchema: z.ZodType<InboxRow> = z.strictObject({
  number: CountSchema,
  kind: z.enum(['decision', 'reply', 'event', 'control', 'child']),
  subject: z.string(),
  payload: z.record(z.string(), ValueSchema),
  depth: CountSchema.exactOptional(),
});

const VerdictSchema: z.ZodType<Verdict> = z.strictObject({
  number: CountSchema,
  stepKey: z.string(),
  path: z.string(),
  outcome: z.enum([
    ...(['timer_fired', 'decided', 'replied', 'event_received'] as const),
    ...(['event_discarded', 'child_ended', 'operated'] as const),
  ]),
  data: z.record(z.string(), ValueSchema),
  at: z.number().exactOptional(),
  inboxNumber: CountSchema.exactOptional(),
});

const HandlersSchema: z.ZodType<HandlersFrame> = z.strictObject({
  begun: CountSchema,
  queue: z.array(
    z.strictObject({
      block: z.string(),
      number: CountSchema,
      event: z.string(),
      payload: VariablesSchema,
      depth: CountSchema,
    }),
  ),
  running: z
    .strictObject({ frame: BranchFrameSchema, base: VariablesSchema, payload: VariablesSchema })
    .exactOptional(),
  writes: VariablesSchema,
  undo: z.array(UndoSchema),
});

/** A whole run. */
export const RunFrameSchema: z.ZodType<RunFrame> = z.strictObject({
  main: BranchFrameSchema,
  dispatches: CountSchema,
  chain: CountSchema,
  clock: z.number(),
  paused: z.boolean(),
  frozenAt: z.number().exactOptional(),
  inboxTaken: CountSchema,
  unusedRows: z.array(InboxRowSchema),
  usedAhead: z.array(CountSchema),
  unrecorded: z.array(VerdictSchema),
  closedPaths: z.array(z.string()).exactOptional(),
  verdicts: CountSchema,
  handlers: HandlersSchema.exactOptional(),
});
