import type { Decision } from '../plan/walk';
import type { Value } from '../plan/value';

/** A filter of a data step whose expressions were replaced by their values. */
export type ValueFilter =
  | {
      readonly op: 'compare';
      readonly column: string;
      readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'like' | 'ilike' | 'in' | 'notIn';
      readonly value: Value;
    }
  | { readonly op: 'isNull'; readonly column: string; readonly negated?: boolean }
  | { readonly op: 'and' | 'or'; readonly items: readonly ValueFilter[] }
  | { readonly op: 'not'; readonly item: ValueFilter };

/** One row of a table of the workspace: its id and its columns. */
export interface TableRow {
  readonly id: string;
  readonly data: Readonly<Record<string, Value>>;
}

export interface OrderBy {
  readonly column: string;
  readonly descending?: boolean;
}

/**
 * What a step does to the database besides its own row. Each is one SQL function, `effect_<name>`, that
 * runs in the transaction of the step; the comment of the function states its guarantee.
 */
export type Effect =
  | {
      readonly effect: 'set_memory';
      readonly bot: string;
      readonly key: string;
      readonly value: Value;
    }
  | { readonly effect: 'get_memory'; readonly bot: string; readonly key: string }
  | {
      readonly effect: 'share_memory';
      readonly bot: string;
      readonly key: string;
      readonly target: string;
    }
  | {
      readonly effect: 'save_rows';
      readonly table: string;
      readonly rows: readonly TableRow[];
      /** True where the program named the id. A row of that id is replaced as a whole either way. */
      readonly replace: boolean;
    }
  | {
      readonly effect: 'find_rows';
      readonly table: string;
      readonly where?: ValueFilter | null;
      readonly orderBy?: readonly OrderBy[] | null;
      readonly limit?: number | null;
    }
  | {
      readonly effect: 'update_rows';
      readonly table: string;
      readonly set: Readonly<Record<string, Value>>;
      readonly where?: ValueFilter | null;
    }
  | {
      readonly effect: 'publish_event';
      readonly id: string;
      readonly name: string;
      readonly data: Value;
    }
  | { readonly effect: 'subscribe'; readonly event: string }
  | {
      readonly effect: 'open_approval';
      readonly id: string;
      readonly asked: string;
      readonly message: string;
      readonly timeoutMs: number | null;
      readonly stepId: string;
      /** SHA-256 of the token in the e-mail link, in hex. */
      readonly tokenHash: string | null;
      readonly escalatedFrom: string | null;
      readonly metadata: Readonly<Record<string, Value>>;
    }
  | {
      readonly effect: 'expire_approval';
      readonly id: string;
      readonly as: 'expired' | 'escalated';
    }
  | {
      readonly effect: 'decide_approval';
      readonly id: string;
      readonly approved: boolean;
      readonly by: string;
      readonly comment: string | null;
      readonly via: string;
    }
  | { readonly effect: 'expire_event'; readonly event: string; readonly inboxTaken: number }
  | {
      readonly effect: 'send_message';
      readonly sender: string;
      readonly recipient: string | null;
      readonly content: string;
      readonly type: string;
    };

export type EffectName = Effect['effect'];

/** What each effect gives back, as JSON text in the step's result when the step has none of its own. */
export interface EffectResults {
  readonly set_memory: null;
  /** The value, or "" where there is none. */
  readonly get_memory: Value;
  readonly share_memory: { readonly shared: boolean };
  readonly save_rows: { readonly ids: readonly string[] };
  readonly find_rows: { readonly rows: readonly Readonly<Record<string, Value>>[] };
  readonly update_rows: { readonly count: number };
  readonly publish_event: { readonly id: string };
  readonly subscribe: Readonly<Record<string, never>>;
  readonly open_approval: { readonly approvalId: string; readonly until: number | null };
  readonly expire_approval: { readonly decision: Decision } | { readonly expired: true };
  readonly decide_approval: { readonly decision: Decision } | { readonly expired: true };
  readonly expire_event:
    | { readonly number: number; readonly payload: Readonly<Record<string, Value>> }
    | { readonly expired: true };
  readonly send_message: { readonly id: string };
}
