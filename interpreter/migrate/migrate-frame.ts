import { AppError } from '../../plan/errors';
import type { Plan, Step } from '../../plan/schema';
import type { BranchFrame, HandlersFrame, Level, RunFrame, Undo } from '../../plan/walk';
import { Branch } from '../branch';
import { UNDO_PATH } from '../run-outcome';
import { matchPlans, type PlanMatch } from './match-plans';

/** The state of a run in a newer plan, and what has another name there. */
export interface MigratedFrame {
  readonly frame: RunFrame;
  readonly steps: PlanMatch['steps'];
  /** Paths of branches, from the old to the new plan, where they differ. */
  readonly paths: ReadonlyMap<string, string>;
}

/**
 * The same state in a newer plan. A step that is under way has to be there still, with the same branches;
 * what stands before the place where a branch is counts as done, what is new behind it will be done. Throws
 * `RUN_MIGRATION_REFUSED` with the reason where that cannot be.
 */
export function migrateFrame(frame: RunFrame, before: Plan, after: Plan): MigratedFrame {
  const migration = new Migration(before, after);
  const main = migration.branch(frame.main, frame.main.path);
  return {
    frame: {
      ...frame,
      main,
      ...(frame.handlers && { handlers: migration.handlers(frame.handlers) }),
    },
    steps: migration.match.steps,
    paths: migration.paths,
  };
}

class Migration {
  readonly match: PlanMatch;
  readonly paths = new Map<string, string>();

  constructor(
    private readonly before: Plan,
    private readonly after: Plan,
  ) {
    this.match = matchPlans(before, after);
  }

  branch(frame: BranchFrame, path: string): BranchFrame {
    if (path === UNDO_PATH || frame.undoing || frame.cancelled) {
      throw refused('it takes back what it has done');
    }
    if (frame.path !== path) this.paths.set(frame.path, path);
    const undo = frame.undo?.map((each) => this.#undo(each));
    const moved = { ...frame, path, ...(undo && { undo }) };
    if (frame.end) return moved;
    const levels = frame.levels.map((level, index) =>
      this.#level(level, index < frame.levels.length - 1),
    );
    return this.#withChildren(frame, { ...moved, levels });
  }

  handlers(handlers: HandlersFrame): HandlersFrame {
    const { running } = handlers;
    return {
      ...handlers,
      queue: handlers.queue.map((event) => ({
        ...event,
        block: this.#block(event.block, `ON EVENT "${event.event}"`),
      })),
      ...(running && {
        running: { ...running, frame: this.branch(running.frame, running.frame.path) },
      }),
      undo: handlers.undo.map((each) => this.#undo(each)),
    };
  }

  #undo(undo: Undo): Undo {
    return { ...undo, block: this.#block(undo.block, 'an ON FAILURE') };
  }

  #block(block: string, what: string): string {
    const found = this.match.blocks.get(block);
    if (found === undefined) throw refused(`${what} that it will walk is not in the new plan`);
    return found;
  }

  #level(level: Level, hasInner: boolean): Level {
    const block = this.#block(level.block, 'a block');
    const step = this.before.blocks[level.block]?.[level.index];
    const isUnderWay = hasInner || level.memory !== undefined;
    const index = isUnderWay && step ? this.#indexOf(step, block) : this.#behind(level, block);
    return { ...level, block, index };
  }

  /** Where the step is that is under way. */
  #indexOf(step: Step, block: string): number {
    const steps = this.after.blocks[block] ?? [];
    const id = this.match.steps.get(step.id);
    const index = steps.findIndex((each) => each.id === id);
    const same = steps[index];
    if (!same) throw refused(`the step ${step.id} is under way and not in the new plan`);
    if (namesOf(same) !== namesOf(step)) {
      throw refused(`the branches of the step ${step.id}, which is under way, are others`);
    }
    return index;
  }

  /** Behind what was done last in this block, so that new steps from there on are done. */
  #behind(level: Level, block: string): number {
    const steps = this.after.blocks[block] ?? [];
    const done = (this.before.blocks[level.block] ?? []).slice(0, level.index).reverse();
    for (const { id } of done) {
      const index = steps.findIndex((each) => each.id === this.match.steps.get(id));
      if (index >= 0) return index + 1;
    }
    return 0;
  }

  /** Branches below are named after their step: they get its new name. */
  #withChildren(was: BranchFrame, is: BranchFrame): BranchFrame {
    const last = is.levels.at(-1);
    const memory = last?.memory;
    if (!last || !memory) return is;
    const oldPrefix = this.#prefix(was, this.before);
    const newPrefix = this.#prefix(is, this.after);
    const move = (child: BranchFrame): BranchFrame =>
      this.branch(child, newPrefix + child.path.slice(oldPrefix.length));
    const changed = {
      ...memory,
      ...(memory.undo && { undo: memory.undo.map((each) => this.#undo(each)) }),
      ...(memory.children && { children: memory.children.map(move) }),
      ...(memory.closed && { closed: memory.closed.map(move) }),
    };
    return { ...is, levels: [...is.levels.slice(0, -1), { ...last, memory: changed }] };
  }

  #prefix(frame: BranchFrame, plan: Plan): string {
    return new Branch(frame, {}, plan, () => 0).childPath('');
  }
}

/** Kind and branches of a step: what may not change while it is under way. */
function namesOf(step: Step): string {
  const names =
    step.kind === 'parallel'
      ? step.branches.map(({ name }) => name)
      : step.kind === 'graph'
        ? step.tasks.map(({ name, after }) => [name, after])
        : [];
  return JSON.stringify([step.kind, names]);
}

function refused(reason: string): AppError {
  return new AppError('RUN_MIGRATION_REFUSED', { reason });
}
