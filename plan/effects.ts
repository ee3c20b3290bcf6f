import type { FilterFunction } from './expression';
import type { PlanTask } from './list-plan-tasks';
import type { MemoryOwner } from './memory';
import type { ReplyForm } from './replies/read-reply';
import type { Value, Variables } from './value';

/** A filter whose values are known: what the store is given. */
export type BoundFilter =
  | {
      readonly op: 'compare';
      readonly column: string;
      readonly through?: FilterFunction;
      readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'like' | 'ilike' | 'in' | 'notIn';
      readonly value: Value;
    }
  | { readonly op: 'isNull'; readonly column: string; readonly negated?: boolean }
  | { readonly op: 'and' | 'or'; readonly items: readonly BoundFilter[] }
  | { readonly op: 'not'; readonly item: BoundFilter };

/** An event that is waited for: its name, and what its data has to be like. */
export interface AwaitedEvent {
  readonly event: string;
  readonly where?: BoundFilter;
}

/** Who decides an approval, and how. */
export interface ApprovalRules {
  /** Names, `group:NAME` and `role:NAME`. */
  readonly people: readonly string[];
  /** How many have to approve; null where the first decision counts. */
  readonly needed: number | 'all' | null;
  readonly noSelf: boolean;
  readonly commentRequired: boolean;
  readonly remindEveryMs: number | null;
}

/** One column of what a query gives: a column of the rows, or a figure over each group of them. */
export interface QueryColumn {
  /** `*` only for a count of rows. */
  readonly column: string;
  readonly function?: 'sum' | 'avg' | 'count' | 'min' | 'max';
  readonly as: string;
}

/** One value of a memory: of the bot, unless another owner is named. */
export interface MemoryPlace {
  readonly bot: string;
  readonly owner?: Exclude<MemoryOwner, 'bot'>;
  /** Another session than that of the run. */
  readonly session?: string;
  readonly key: string;
}

/**
 * What a short step does in the database, in the transaction that also writes its row.
 * The comment says what the effect answers; that is the result of the step where it gives none itself.
 */
export type Effect =
  /** null, or { full }: how many keys the memory may have */
  | (MemoryPlace & {
      readonly effect: 'set_memory';
      readonly value: Value;
      /** How long the value is kept; for ever without this. */
      readonly forMs?: number;
    })
  /** the value, empty text where there is none */
  | (MemoryPlace & { readonly effect: 'get_memory' })
  /** { shared } */
  | {
      readonly effect: 'share_memory';
      readonly bot: string;
      readonly key: string;
      readonly target: string;
    }
  /** { hit: false }, or { hit: true, value, runId, at } */
  | { readonly effect: 'read_answer'; readonly question: string }
  /** null */
  | {
      readonly effect: 'keep_answer';
      readonly question: string;
      readonly bot: string;
      readonly value: Value;
      /** How long; for ever where null. */
      readonly forMs: number | null;
    }
  /** { taken }: the keys, or { full } */
  | { readonly effect: 'sync_memory'; readonly bot: string; readonly from: string }
  /** { ids } */
  | {
      readonly effect: 'save_rows';
      readonly table: string;
      readonly rows: readonly { readonly id: string; readonly data: Variables }[];
      readonly replace: boolean;
    }
  /** { rows } */
  | {
      readonly effect: 'find_rows';
      readonly table: string;
      readonly where: BoundFilter | null;
      readonly orderBy: readonly { readonly column: string; readonly descending: boolean }[];
      readonly limit: number | null;
    }
  /** { count } */
  | {
      readonly effect: 'update_rows';
      readonly table: string;
      readonly set: Variables;
      readonly where: BoundFilter | null;
    }
  /** { count } */
  | {
      readonly effect: 'delete_rows';
      readonly table: string;
      readonly where: BoundFilter | 'all';
    }
  /** { inserted, updated } */
  | {
      readonly effect: 'merge_rows';
      readonly table: string;
      /** The columns that tell whether two rows are the same. */
      readonly by: readonly string[];
      /** The columns that change in a row that is there; null for all. */
      readonly columns: readonly string[] | null;
      readonly rows: readonly { readonly id: string; readonly data: Variables }[];
    }
  /** { id } */
  | {
      readonly effect: 'send_out';
      readonly id: string;
      /** What it is: mail, sms, template, … */
      readonly kind: string;
      readonly sender: string;
      readonly to: readonly string[];
      readonly subject: string | null;
      readonly content: string;
      readonly data: Variables;
      /** It leaves through the outbox; otherwise it is only kept. */
      readonly delivers: boolean;
    }
  /** the task */
  | {
      readonly effect: 'create_task';
      readonly id: string;
      readonly title: string;
      readonly description: string | null;
      readonly priority: number;
      readonly assignedTo: string | null;
      readonly createdBy: string;
      readonly dueDate: string | null;
    }
  /** { found, content } */
  | { readonly effect: 'read_file'; readonly drive: string; readonly path: string }
  /** { path } */
  | {
      readonly effect: 'write_file';
      readonly drive: string;
      readonly path: string;
      readonly content: string;
    }
  /** { files } */
  | { readonly effect: 'list_files'; readonly drive: string; readonly folder: string }
  /** { found } */
  | {
      readonly effect: 'copy_file' | 'move_file';
      readonly drive: string;
      readonly from: string;
      readonly to: string;
    }
  /** { found } */
  | { readonly effect: 'delete_file'; readonly drive: string; readonly path: string }
  /** { rows } */
  | {
      readonly effect: 'query_rows';
      readonly from: string | readonly Variables[];
      readonly where: BoundFilter | null;
      /** Empty for all columns as they are. */
      readonly select: readonly QueryColumn[];
      readonly groupBy: readonly string[];
      readonly orderBy: readonly { readonly column: string; readonly descending: boolean }[];
      readonly limit: number;
    }
  /** { id } */
  | {
      readonly effect: 'publish_event';
      readonly id: string;
      readonly name: string;
      readonly data: Value;
      /** How many handlers led to it. */
      readonly depth?: number;
    }
  /** {} */
  | { readonly effect: 'subscribe'; readonly event: string }
  /** {} */
  | { readonly effect: 'subscribe_events'; readonly events: readonly AwaitedEvent[] }
  /** { approvalId, until }, or { unable: { people, needed } } */
  | {
      readonly effect: 'open_approval';
      readonly id: string;
      readonly stepId: string;
      readonly asked: string;
      readonly message: string;
      readonly timeoutMs: number | null;
      readonly tokenHash: string;
      readonly escalatedFrom: string | null;
      readonly metadata: Variables;
      /** Absent where any of the names in `asked` decides, and an operator for them. */
      readonly rules?: ApprovalRules;
    }
  /** { decision } or { expired } */
  | {
      readonly effect: 'expire_approval';
      readonly id: string;
      readonly as: 'expired' | 'escalated';
    }
  /** { decision }, { expired }, or { refused } where the wait goes on */
  | {
      readonly effect: 'decide_approval';
      readonly id: string;
      readonly approved: boolean;
      readonly by: string;
      readonly comment: string | null;
      readonly via: string;
    }
  /** { questionId, until } */
  | {
      readonly effect: 'open_question';
      readonly id: string;
      readonly stepId: string;
      readonly sender: string;
      readonly prompt: string;
      readonly form: ReplyForm;
      readonly timeoutMs: number | null;
    }
  /** { number, payload } or { expired } */
  | { readonly effect: 'expire_question'; readonly id: string }
  /** {} */
  | {
      readonly effect: 'change_conversation';
      readonly change: 'addSuggestion' | 'clearSuggestions' | 'setContext';
      readonly name: string;
      readonly text: string;
    }
  /** { number, payload } or { expired } */
  | {
      readonly effect: 'expire_event';
      readonly event: string;
      readonly where?: BoundFilter;
      readonly inboxTaken: number;
      readonly escalateTo?: string;
    }
  /** { rows: [{ number, event, payload }] } or { expired } */
  | {
      readonly effect: 'expire_events';
      readonly mode: 'any' | 'all';
      readonly events: readonly AwaitedEvent[];
      readonly inboxTaken: number;
      readonly escalateTo?: string;
    }
  /** { id } */
  | {
      readonly effect: 'start_child';
      readonly id: string;
      readonly name: string;
      readonly flow: string;
      readonly input: Variables;
      readonly inputNames: readonly string[];
      readonly tasks: readonly PlanTask[];
      readonly awaitedEvents: readonly string[];
      /** True when the branch waits for its end. */
      readonly awaited: boolean;
      /** When it begins, ms since 1970; null at once. */
      readonly startAtMs: number | null;
    }
  /** {} */
  | {
      readonly effect: 'hold_run';
      readonly code: string;
      readonly message: string;
      readonly line: number | null;
    }
  /** { id } */
  | {
      readonly effect: 'send_message';
      readonly id: string;
      readonly sender: string;
      readonly recipient: string | null;
      readonly content: string;
      readonly type: string;
    };
