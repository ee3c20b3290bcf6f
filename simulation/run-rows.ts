import type { ApprovalRules, AwaitedEvent } from '../plan/effects';
import type { RecordedVerdict } from '../plan/record';
import type { ReplyForm } from '../plan/replies/read-reply';
import type { ApprovalStatus, RunStatus } from '../plan/run';
import type { StepEvent } from '../plan/segments';
import type { Value, Variables } from '../plan/value';
import type { InboxRow, RunOutcome } from '../plan/walk';
import type { HeardQuestion, Hold } from './world';

/** A step that was committed. */
export interface StepRow {
  readonly stepId: string;
  readonly kind: string;
  readonly inputHash: string;
  readonly result: string | null;
  readonly failure: string | null;
  readonly at: number;
}

/** Who holds a branch. */
export interface Fence {
  readonly incarnation: number;
  readonly dispatch: number;
  readonly attempt: number;
  readonly startedAt: number;
}

/** A request for a decision. */
export interface ApprovalRow {
  readonly path: string;
  readonly until: number | null;
  readonly rules?: ApprovalRules;
  /** Who is asked. */
  readonly people: readonly string[];
  /** How many have to approve; null where the first decision counts. */
  readonly needed: number | null;
  /** By person, the oldest first. */
  readonly votes: Map<string, Variables>;
  status: ApprovalStatus;
  decision?: Variables;
}

/** What a HEAR waits for. */
export interface QuestionRow {
  readonly asked: HeardQuestion;
  readonly form: ReplyForm;
  readonly path: string;
  readonly until: number | null;
  status: 'open' | 'answered' | 'expired' | 'withdrawn';
  /** How often a reply did not fit and was asked for again. */
  reasked: number;
  answer?: Variables;
}

/** An event that was published in the workspace. */
export interface EventRow {
  readonly id: string;
  readonly name: string;
  readonly data: Value;
}

/** A value that is remembered. Of two, the one with the higher version was set later. */
export interface MemoryRow {
  readonly value: Value;
  readonly version: number;
  readonly until: number | null;
}

/** A value that a bot has shared with another. */
export interface SharedRow extends MemoryRow {
  readonly target: string;
  readonly key: string;
  readonly source: string;
}

/** Rows of a table by id, in order of insertion. */
export type TableRows = Map<string, Variables>;

/** All rows of a simulated run and of the workspace around it. */
export interface RunRows {
  status: RunStatus;
  outcome: RunOutcome | undefined;
  temporalRunId: string | undefined;
  chain: number;
  readonly inbox: InboxRow[];
  /** Rows that the run has to be told of; those of its own segments come with their results. */
  readonly untold: InboxRow[];
  /** What each inbox row came from: each source counts once. */
  readonly sources: Map<string, InboxRow>;
  readonly fences: Map<string, Fence>;
  readonly closedPaths: Set<string>;
  readonly steps: Map<string, StepRow>;
  readonly attempts: Map<string, number>;
  readonly verdicts: Map<number, RecordedVerdict>;
  readonly approvals: Map<string, ApprovalRow>;
  /** People by `group:NAME` and `role:NAME`, in small letters. */
  readonly groups: Map<string, readonly string[]>;
  /** Who launched the run. */
  readonly requesters: string[];
  readonly questions: Map<string, QuestionRow>;
  /** Steps that have failed and wait for an operator, in order. */
  readonly holds: Hold[];
  readonly subscriptions: Set<string>;
  /** Waits for data of their own, by path and step. */
  readonly filtered: Map<string, readonly AwaitedEvent[]>;
  readonly published: EventRow[];
  /** By owner, its name and key, joined by line ends. */
  readonly memory: Map<string, MemoryRow>;
  /** By target, key and source, joined by line ends. */
  readonly shared: Map<string, SharedRow>;
  /** Answers of bots that are used again, by question. */
  readonly answers: Map<string, { readonly value: Value; readonly until: number | null }>;
  /** The last version that a value has got. */
  memoryVersions: number;
  readonly tables: Map<string, TableRows>;
  readonly conversation: {
    readonly suggestions: Map<string, string>;
    readonly context: Map<string, string>;
  };
  readonly tasks: Map<string, Variables>;
  /** Contents by drive and path, joined by a line end. */
  readonly files: Map<string, string>;
  readonly messages: { readonly id: string; readonly content: string }[];
  readonly events: (StepEvent & { readonly stepId: string | null })[];
}

/** The rows before a run begins; a run that another one has begun shares the rows of its workspace. */
export function createRunRows(awaited: readonly string[], workspace?: RunRows): RunRows {
  const rows = newRows(awaited);
  if (!workspace) return rows;
  const { memory, shared, answers, tables, tasks, files, messages } = workspace;
  return { ...rows, memory, shared, answers, tables, tasks, files, messages };
}

function newRows(awaited: readonly string[]): RunRows {
  return {
    status: 'planning',
    outcome: undefined,
    temporalRunId: undefined,
    chain: -1,
    inbox: [],
    untold: [],
    sources: new Map(),
    fences: new Map(),
    closedPaths: new Set(),
    steps: new Map(),
    attempts: new Map(),
    verdicts: new Map(),
    approvals: new Map(),
    groups: new Map(),
    requesters: [],
    questions: new Map(),
    holds: [],
    subscriptions: new Set(awaited),
    filtered: new Map(),
    published: [],
    memory: new Map(),
    shared: new Map(),
    answers: new Map(),
    memoryVersions: 0,
    tables: new Map(),
    conversation: { suggestions: new Map(), context: new Map() },
    tasks: new Map(),
    files: new Map(),
    messages: [],
    events: [],
  };
}

/** True when no step of the run commits any more. */
export function hasEnded({ status }: RunRows): boolean {
  return status !== 'planning' && status !== 'running' && status !== 'paused';
}

/** Gives the run an input under its next number, once for each source. */
export function appendInbox(
  rows: RunRows,
  source: string,
  input: Omit<InboxRow, 'number'>,
): InboxRow {
  const known = rows.sources.get(source);
  if (known) return known;
  const row: InboxRow = { number: rows.inbox.length + 1, ...input };
  rows.inbox.push(row);
  rows.sources.set(source, row);
  return row;
}

/** True when a path, or one that it lies below, is closed. */
export function isClosedPath({ closedPaths }: RunRows, path: string): boolean {
  return [...closedPaths].some((closed) => path === closed || path.startsWith(`${closed}/`));
}

/** Gives the run an input from outside, of which it is told by a message. */
export function sendInbox(rows: RunRows, source: string, input: Omit<InboxRow, 'number'>): void {
  const known = rows.sources.has(source);
  const row = appendInbox(rows, source, input);
  if (!known) rows.untold.push(row);
}

/** What an event carries into an inbox. */
export function eventPayload(data: Value): Variables {
  if (data === null) return {};
  return typeof data === 'object' && !Array.isArray(data) ? (data as Variables) : { value: data };
}
