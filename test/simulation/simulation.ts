import type { Effect } from '../../plan/effects';
import { CURRENT_FLAGS } from '../../plan/flags';
import type { Plan } from '../../plan/schema';
import { readReply, type ReplyForm } from '../../plan/replies/read-reply';
import type { Value, Variables } from '../../plan/value';
import type { BranchEnd, BranchFrame, Decision, Wait } from '../../plan/walk';
import { Branch, newBranchFrame } from '../../interpreter/branch';
import type { EffectHost, Outcome, Stop, Work } from '../../interpreter/host';
import type { LongCall } from '../../interpreter/long-call';
import { readModelAnswer } from '../../interpreter/model-answer';
import { simulateModel } from '../../interpreter/simulated-model';
import { shownText } from '../../interpreter/sealed';
import { fail, forkBase, forkMove, settle, walk, workAtHand } from '../../interpreter/run-steps';

/** What the world answers in a simulated run. */
export interface World {
  readonly input?: Variables;
  readonly inputNames?: readonly string[];
  /** Answers of remote bots, by name. An error text makes the call fail for good. */
  readonly bots?: Readonly<Record<string, Value | { readonly error: string }>>;
  /** Answers of addresses, by method and address. An error text makes the call fail for good. */
  readonly http?: Readonly<Record<string, Value | { readonly error: string }>>;
  /** Decisions, in the order of asking; undefined lets the deadline pass. */
  readonly decisions?: readonly (boolean | undefined)[];
  /** What is said, in the order of asking; undefined lets the deadline pass. */
  readonly replies?: readonly (string | undefined)[];
  /** Names of events that have come in. */
  readonly events?: Readonly<Record<string, Variables>>;
  /** Rebuilds every branch from its frame after this many statements: a crash at every point is 1. */
  readonly rebuildEvery?: number;
}

/** What a simulated run has done. */
export interface Trace {
  readonly end: BranchEnd;
  /** Keys of all work, in order. */
  readonly keys: readonly string[];
  readonly effects: readonly Effect[];
  readonly variables: Variables;
}

/**
 * Walks a plan in virtual time, without a server: work is answered from the world, waits end at once.
 * The same walk runs in the product; only the hosts differ.
 */
export class Simulation {
  readonly #keys: string[] = [];
  readonly #effects: Effect[] = [];
  readonly #host: EffectHost;
  #clock = Date.UTC(2026, 0, 5, 9);
  #asked = 0;
  #heard = 0;
  readonly #forms = new Map<string, ReplyForm>();

  constructor(
    private readonly plan: Plan,
    private readonly world: World,
  ) {
    this.#host = {
      plan,
      runId: 'run-1',
      inboxTaken: 0,
      inputNames: new Set(world.inputNames ?? []),
      flags: CURRENT_FLAGS,
      now: () => this.#clock,
      deriveId: (key) => `id(${key})`,
      judgeSignal: () => 'trust',
      approvalTokenHash: (id) => `hash(${id})`,
    };
  }

  /** Walks to the end of the plan. */
  run(): Trace {
    const frame = newBranchFrame('main', this.plan.flows['main']?.block ?? 'main', 7);
    const branch = this.#walkToEnd(frame, this.world.input ?? {});
    if (!branch.end) throw new Error('the branch has not ended');
    return {
      end: branch.end,
      keys: this.#keys,
      effects: this.#effects,
      variables: branch.view(),
    };
  }

  #walkToEnd(frame: BranchFrame, base: Variables): Branch {
    let branch = this.#rebuild(frame, base);
    for (;;) {
      const stop = walk(branch, this.#host, this.world.rebuildEvery ?? 1_000_000);
      if (stop.at === 'end') return branch;
      branch = this.#rebuild(branch.toFrame(), base);
      this.#answer(branch, stop);
    }
  }

  #answer(branch: Branch, stop: Stop): void {
    if (stop.at === 'perform') this.#perform(branch);
    if (stop.at === 'wait') settle(branch, this.#wakeUp(branch.memory?.wait), this.#host);
    if (stop.at === 'fork') this.#fork(branch);
  }

  #rebuild(frame: BranchFrame, base: Variables): Branch {
    const stored = JSON.parse(JSON.stringify(frame)) as BranchFrame;
    return new Branch(stored, base, this.plan, () => this.#clock);
  }

  #perform(branch: Branch): void {
    const work = workAtHand(branch, this.#host);
    if (!('part' in work)) {
      fail(branch, work);
      return;
    }
    if (work.recovers) {
      // Nothing is under way but what the frames show.
      const view = branch.view();
      const children: Branch[] = [];
      for (const frame of branch.memory?.closed ?? []) {
        const base = forkBase(branch, { frame, view, siblings: children });
        children.push(this.#rebuild(frame, base));
      }
      settle(branch, { kind: 'recovered', children }, this.#host);
      return;
    }
    this.#keys.push(branch.key(work.part));
    if (work.effect) this.#effects.push(work.effect);
    this.#clock += 1000;
    settle(branch, this.#outcomeOf(work), this.#host);
  }

  #outcomeOf(work: Work): Outcome {
    if (work.failure) return { kind: 'failed', failure: work.failure };
    const { call } = work;
    if (!call) return this.#done(work.effect ? this.#do(work.effect) : (work.result ?? null));
    const answer = this.#answerTo(call);
    const error = errorOf(answer);
    if (error === undefined) return this.#done(answer);
    const failure = { code: `${call.kind.toUpperCase()}_FAILED`, message: error };
    return { kind: 'failed', failure };
  }

  #answerTo(call: LongCall): Value | { readonly error: string } {
    if (call.kind === 'bot') return this.world.bots?.[call.bot] ?? null;
    if (call.kind === 'model') return { answer: readModelAnswer(simulateModel(call)) };
    const url = shownText(call.url);
    const body: Value | { readonly error: string } =
      this.world.http?.[`${call.method} ${url}`] ?? null;
    return errorOf(body) === undefined ? { status: 200, headers: {}, url, body: body } : body;
  }

  #do(effect: Effect): Value {
    if (effect.effect.startsWith('expire_')) return { expired: true };
    switch (effect.effect) {
      case 'open_approval':
        return {
          approvalId: effect.id,
          until: effect.timeoutMs === null ? null : this.#clock + effect.timeoutMs,
        };
      case 'open_question':
        this.#forms.set(effect.id, effect.form);
        return {
          questionId: effect.id,
          until: effect.timeoutMs === null ? null : this.#clock + effect.timeoutMs,
        };
      case 'find_rows':
        return { rows: [] };
      case 'save_rows':
        return { ids: effect.rows.map(({ id }) => id) };
      case 'update_rows':
        return { count: 1 };
      case 'get_memory':
        return '';
      default:
        return {};
    }
  }

  #wakeUp(wait: Wait | undefined): Outcome {
    if (wait?.kind === 'approval') return this.#decide(wait);
    if (wait?.kind === 'reply') return this.#reply(wait);
    const awaited = wait?.kind === 'events' ? wait.events : wait?.kind === 'event' ? [wait] : [];
    for (const { event: subject } of awaited) {
      const data = this.world.events?.[subject];
      if (data) return { kind: 'woken', by: 'event', subject, data };
    }
    return this.#timePasses(wait);
  }

  #decide(wait: Wait): Outcome {
    const approved = this.world.decisions?.[this.#asked];
    this.#asked += 1;
    if (approved === undefined) return this.#timePasses(wait);
    const decision: Decision = {
      approved,
      decidedBy: 'ann@example.com',
      comment: null,
      decidedAt: '2026-01-05T09:00:00.000Z',
    };
    return { kind: 'woken', by: 'decision', data: { ...decision } };
  }

  /** Passes by what does not fit, as people are asked again. */
  #reply(wait: Extract<Wait, { kind: 'reply' }>): Outcome {
    const form = this.#forms.get(wait.questionId);
    for (;;) {
      const text = this.world.replies?.[this.#heard];
      this.#heard += 1;
      if (text === undefined || !form) return this.#timePasses(wait);
      const read = readReply(form, text);
      if ('value' in read) return { kind: 'woken', by: 'reply', data: { value: read.value } };
    }
  }

  #timePasses(wait: Wait | undefined): Outcome {
    if (wait?.until === null || wait === undefined) throw new Error('nothing ends this wait');
    this.#clock = Math.max(this.#clock, wait.until);
    return { kind: 'woken', by: 'timer', data: {} };
  }

  /** Walks the branches of a fork one after the other, until its outcome is certain. */
  #fork(branch: Branch): void {
    const view = branch.view();
    const children: Branch[] = [];
    for (;;) {
      const move = forkMove(branch, children);
      if ('over' in move) {
        const outcome = { kind: 'joined', children, failure: move.over, expired: false } as const;
        settle(branch, outcome, this.#host);
        return;
      }
      for (const frame of move.begin) {
        const base = forkBase(branch, { frame, view, siblings: children });
        children.push(this.#rebuild(frame, base));
      }
      const next = children.findIndex(({ end }) => end === undefined);
      const child = children[next];
      if (!child) throw new Error('the fork waits for nothing');
      children[next] = this.#walkToEnd(child.toFrame(), child.base);
    }
  }

  #done(result: Value): Outcome {
    return { kind: 'done', result, at: this.#clock };
  }
}

function errorOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  return typeof answer.error === 'string' ? answer.error : undefined;
}
