import type { Value, Variables } from '../plan/value';

/** A call over HTTP, as the world sees it. */
export interface HttpQuestion {
  readonly method: string;
  readonly url: string;
  readonly body: Value;
}

/** What a bot outside does with one call. */
export type BotAnswer =
  | { readonly value: Value; readonly afterMs: number }
  | { readonly error: string; readonly retryable: boolean; readonly afterMs: number };

/** Who is asked, and what for. */
export interface Question {
  readonly approvalId: string;
  readonly stepId: string;
  readonly asked: string;
  readonly message: string;
  /** Counts all questions of the run from 0. */
  readonly number: number;
}

/** What a HEAR asks. */
export interface HeardQuestion {
  readonly questionId: string;
  readonly stepId: string;
  readonly prompt: string;
  /** Counts all of the run from 0. */
  readonly number: number;
}

/** What somebody says to a HEAR, and how long after being asked. */
export interface Reply {
  readonly text: string;
  readonly by: string;
  readonly afterMs: number;
}

/** A step that has failed and waits for an operator. */
export interface Hold {
  readonly path: string;
  readonly stepId: string;
  readonly code: string;
  /** Counts how often this step of this branch was held before. */
  readonly number: number;
}

/** What an operator does about a step that has failed, and how long after. */
export interface Operation {
  readonly command: 'retry' | 'skip';
  readonly variables?: Variables;
  readonly result?: Value;
  readonly afterMs: number;
}

/** Something that comes in from outside at a moment of its own. */
export type Incoming =
  | { readonly kind: 'event'; readonly id: string; readonly name: string; readonly data: Value }
  | { readonly kind: 'control'; readonly command: 'pause' | 'resume' | 'cancel' };

/** When something comes in. */
export type When = { readonly afterMs: number } | { readonly afterSteps: number };

/** What a person answers, and how long after being asked. */
export interface Answer {
  readonly approved: boolean;
  readonly by: string;
  readonly comment: string | null;
  readonly afterMs: number;
}

/** Everything outside a run. It has to answer the same question always in the same way. */
export interface World {
  readonly input: Variables;
  /** Names of declared PARAMs. */
  readonly inputNames: readonly string[];
  /** Rows of tables by name, each row with its id. */
  readonly tables?: Readonly<
    Record<string, readonly { readonly id: string; readonly data: Variables }[]>
  >;
  /** Files of the drive of the workflow. */
  readonly drive?: readonly { readonly path: string; readonly text: string }[];
  /** People by `group:NAME` and `role:NAME`. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Who launched the run; NO SELF APPROVAL asks for that. */
  readonly launchedBy?: string;
  /** `attempt` counts the failed attempts before this one. */
  bot(name: string, action: string, input: Value, attempt: number): BotAnswer;
  /** The body of an answer over HTTP; without it every address answers `{ ok: true }` at once. */
  http?(question: HttpQuestion, attempt: number): BotAnswer;
  /** Each person who is asked; undefined: never answers. */
  decide(question: Question): Answer | undefined;
  /** `attempt` counts the replies before it that did not fit. Undefined: nobody ever replies. */
  reply?(question: HeardQuestion, attempt: number): Reply | undefined;
  /** Undefined: nobody ever does anything about it. */
  operate?(hold: Hold): Operation | undefined;
  /** Each comes so long after the beginning, or when the run has committed so many steps. */
  readonly incoming: readonly (Incoming & When)[];
}
