import { FLAGS } from '../../plan/flags';
import type { Variables } from '../../plan/value';
import type { InboxRow, RunFrame, Verdict } from '../../plan/walk';
import type { Outcome } from '../host';
import { everyBranch, type LiveBranch } from './live-branch';
import { branchesMeant, branchesOfPeople, postpone, setEverywhere } from './operator';

/** What commands do to a run. */
export interface Commanded {
  readonly flags: readonly number[];
  root(): LiveBranch;
  /** True while a branch may come to wait for a command that was given already. */
  keepsCommands(): boolean;
  /** All branches, those of a handler too. */
  branches(): Iterable<LiveBranch>;
  now(): number;
  /** Ends the wait of a branch. */
  wake(live: LiveBranch, outcome: Outcome & { kind: 'woken' }, inboxNumber: number): void;
  /** Lets a branch wait as its memory says. */
  wait(live: LiveBranch): void;
  /** Records an outcome. */
  decide(verdict: Omit<Verdict, 'number' | 'at'>): void;
}

/** What people have said that a run shall do; obeyed at rest, in the order of the inbox. */
export class Commands {
  isPaused: boolean;
  isCancelled = false;
  /** Since when the deadlines of people do not count, ms since 1970. */
  frozenAt: number | undefined;
  /** The last row of the inbox that was obeyed if it was a command. */
  obeyed: number;
  #taken: number;
  /** The plan that the run shall go on with, as soon as nothing is under way. */
  migration: { readonly number: number; readonly planHash: string } | undefined;
  /** Numbers of commands for which nothing was there to be done. */
  readonly ignored = new Set<number>();
  /** Commands that are meant for a step which does not wait yet. */
  #kept: InboxRow[] = [];

  constructor(
    resume: RunFrame | undefined,
    private readonly run: Commanded,
  ) {
    this.isPaused = resume?.paused ?? false;
    this.frozenAt = resume?.frozenAt;
    this.obeyed = resume?.inboxTaken ?? 0;
    this.#taken = this.obeyed;
  }

  obey(rows: readonly InboxRow[], taken: number): void {
    for (const row of rows) {
      const { subject } = row;
      if (subject === 'cancel') this.isCancelled = true;
      if (subject === 'pause') this.#pause(row);
      if (subject === 'resume') this.#resume();
      if (subject === 'retry' || subject === 'skip') this.#operate(row);
      if (subject === 'set') this.#set(row);
      if (subject === 'migrate') this.#migrate(row);
    }
    this.#taken = taken;
    this.#note();
  }

  /** Obeys what was kept, where it can be now or never. True when that has changed the run. */
  obeyKept(): boolean {
    const kept = this.#kept.splice(0);
    for (const row of kept) this.#operate(row);
    this.#note();
    return this.#kept.length < kept.length;
  }

  #note(): void {
    this.obeyed = (this.#kept[0]?.number ?? this.#taken + 1) - 1;
  }

  #operate(row: InboxRow): void {
    const meant = branchesMeant(this.run.root(), row);
    if (meant.length === 0 && this.run.keepsCommands()) {
      this.#kept.push(row);
      return;
    }
    if (meant.length === 0) this.ignored.add(row.number);
    const data = { ...row.payload, command: row.subject };
    for (const live of meant) {
      this.run.wake(live, { kind: 'woken', by: 'operator', data }, row.number);
    }
  }

  #migrate({ payload, number }: InboxRow): void {
    const { planHash } = payload;
    if (typeof planHash === 'string') this.migration = { number, planHash };
  }

  /** Lets branches go on that were held back, unless the run is paused. */
  release(): void {
    if (this.isPaused) return;
    for (const live of this.run.branches()) {
      if (live.state === 'held') live.state = 'ready';
    }
  }

  #set({ payload, number }: InboxRow): void {
    const root = this.run.root();
    const after = payload['variables'] as Variables;
    const before = setEverywhere(root, after);
    const data = { command: 'set', by: payload['by'] ?? null, before, after };
    const { path } = root.branch;
    this.run.decide({ stepKey: '', path, outcome: 'operated', data, inboxNumber: number });
  }

  #pause({ payload }: InboxRow): void {
    this.isPaused = true;
    if (payload['freeze'] !== true || this.frozenAt !== undefined) return;
    this.frozenAt = this.run.now();
    for (const live of this.#ofPeople()) {
      const timer = live.pending;
      live.pending = undefined;
      timer?.cancel();
    }
  }

  #resume(): void {
    this.isPaused = false;
    this.#thaw();
    if (!this.migration) this.release();
  }

  #thaw(): void {
    if (this.frozenAt === undefined) return;
    const frozenMs = this.run.now() - this.frozenAt;
    this.frozenAt = undefined;
    for (const live of this.#ofPeople()) {
      postpone(live, frozenMs);
      this.run.wait(live);
    }
  }

  #ofPeople(): readonly LiveBranch[] {
    const { flags } = this.run;
    const isBounded = flags.includes(FLAGS.boundedRuns);
    const branches = isBounded ? this.run.branches() : everyBranch(this.run.root());
    return branchesOfPeople(branches, flags);
  }
}
