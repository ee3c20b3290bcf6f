import type { Expression } from '../../plan/expression';
import type { Plan, Step } from '../../plan/schema';
import { blocksOf } from '../../plan/step-blocks';

/** A row of a step under its key: `incarnation|branch|place`. */
type Row = readonly [string, { readonly stepId: string }];

/** One branch: its steps and forks in the order in which they came first. */
interface BranchPath {
  readonly parts: (Visit | Fork)[];
  readonly forks: Map<string, Fork>;
}

interface Visit {
  readonly step: Step;
  /** Where the step stands in the text. */
  readonly order: number;
}

type Fork = Map<string, BranchPath>;

/**
 * The steps that a run has done, each once a turn: a bot by its name, anything else by its kind. Branches
 * stand one after the other, in the order of the text. What the scripts of bots do inside is theirs, and what
 * only waits is no step.
 */
export function pathOf(plan: Plan, rows: readonly Row[]): readonly string[] {
  const visits = new Map(inTextOrder(plan).map((step, order) => [step.id, { step, order }]));
  const main = newBranch();
  const seen = new Set<string>();
  for (const [key, { stepId }] of rows) {
    const place = key.slice(0, key.lastIndexOf(stepId) + stepId.length);
    const visit = visits.get(stepId);
    if (!visit || !isShown(visit.step) || seen.has(place)) continue;
    seen.add(place);
    branchOf(main, key.split('|')[1] ?? '').parts.push(visit);
  }
  return namesOf(main);
}

/** Every step, those of its blocks behind it: a plan that was stored has its blocks in another order. */
function inTextOrder(plan: Plan): readonly Step[] {
  const below = (block: string): readonly Step[] =>
    (plan.blocks[block] ?? []).flatMap((step) => [
      step,
      ...blocksOf(step).flatMap((inner) => below(inner.block)),
    ]);
  return Object.values(plan.flows).flatMap(({ block }) => below(block));
}

function isShown({ id, kind }: Step): boolean {
  return kind !== 'waitEvent' && !id.startsWith('bot:');
}

function newBranch(): BranchPath {
  return { parts: [], forks: new Map() };
}

/** `main/main.3.A/…`: each part behind a slash is a fork and the name of one of its branches. */
function branchOf(main: BranchPath, path: string): BranchPath {
  return path
    .split('/')
    .slice(1)
    .reduce((branch, part) => {
      const fork = forkOf(branch, part.slice(0, part.lastIndexOf('.')));
      const child = fork.get(part) ?? newBranch();
      fork.set(part, child);
      return child;
    }, main);
}

function forkOf({ parts, forks }: BranchPath, name: string): Fork {
  const known = forks.get(name);
  if (known) return known;
  const fork: Fork = new Map();
  forks.set(name, fork);
  parts.push(fork);
  return fork;
}

function namesOf({ parts }: BranchPath): readonly string[] {
  return parts.flatMap((part) => (part instanceof Map ? namesOfFork(part) : [nameOf(part.step)]));
}

/** Branches of one block are the turns of a loop, whose names are numbers. */
function namesOfFork(fork: Fork): readonly string[] {
  const number = new Intl.Collator('en', { numeric: true });
  return [...fork]
    .sort(([a, one], [b, other]) => firstOrder(one) - firstOrder(other) || number.compare(a, b))
    .flatMap(([, branch]) => namesOf(branch));
}

function firstOrder({ parts }: BranchPath): number {
  const [first] = parts;
  if (first === undefined) return 0;
  return first instanceof Map ? Math.min(...[...first.values()].map(firstOrder)) : first.order;
}

/** `refund-processor`, `approval`, `share memory`. */
function nameOf(step: Step): string {
  const words = step.kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return step.kind === 'bot' ? (literal(step.bot) ?? 'bot') : words;
}

function literal(expression: Expression): string | undefined {
  return expression.op === 'literal' ? String(expression.value) : undefined;
}
