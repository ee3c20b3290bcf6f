import type { Expression as PlanExpression } from '../../plan/expression';
import { closest } from '../closest';
import type { Statement, StatementOf } from '../basic/syntax';
import { visitNodes } from '../basic/visit';
import type { Span } from '../source';
import { lower } from './facts';
import { inLoop, leaveLoop } from './loop';
import type { Jumps, Lowering } from './lowering';

/** The statements from one label up to the next; the first part has none. */
interface Part {
  readonly label?: StatementOf<'label'>;
  readonly statements: readonly Statement[];
}

const TRUE: PlanExpression = { op: 'literal', value: true };
const MOST_COMPARED = 1_000;
const LEAVES = new Set<Statement['kind']>(['return', 'exit', 'throw', 'goto']);

/**
 * The steps of a flow. Where it has GOTOs, its parts stand in a loop that goes on with the part that was
 * named last, so that a plan knows no jumps.
 */
export function lowerFlowBody(context: Lowering, statements: readonly Statement[]): void {
  const parts = splitAtLabels(context, statements);
  const outer = context.jumps;
  context.jumps = undefined;
  const isJumping = context.facts.hasGoto && jumps(statements);
  if (!isJumping) for (const part of parts) lowerPart(context, part);
  else lowerJumping(context, parts);
  context.jumps = outer;
}

function lowerPart(context: Lowering, { statements }: Part): void {
  context.families.statements(context, statements);
}

function splitAtLabels(context: Lowering, statements: readonly Statement[]): readonly Part[] {
  const parts: { label?: StatementOf<'label'>; statements: Statement[] }[] = [{ statements: [] }];
  const known = new Set<string>();
  for (const statement of statements) {
    if (statement.kind !== 'label') {
      parts.at(-1)?.statements.push(statement);
      continue;
    }
    if (known.has(lower(statement.name))) labelTwice(context, statement);
    known.add(lower(statement.name));
    parts.push({ label: statement, statements: [] });
  }
  return parts;
}

function jumps(statements: readonly Statement[]): boolean {
  let found = false;
  visitNodes(statements, (node) => {
    if (node.kind === 'goto' && node.word === 'GOTO') found = true;
    return !found;
  });
  return found;
}

function lowerJumping(context: Lowering, parts: readonly Part[]): void {
  const variable = context.temporary();
  const targets = new Map<string, number>();
  parts.forEach(({ label }, index) => {
    if (label) targets.set(lower(label.name), index);
  });
  const known: Jumps = { variable, targets, loop: undefined };
  context.jumps = known;
  const first = parts.flatMap(({ statements }) => statements)[0];
  const span: Span = first ?? parts.at(-1)?.label ?? { start: 0, end: 0 };
  const goTo = (part: number): void => {
    context.emit({ kind: 'assign', name: variable, path: [], value: literal(part) }, span);
  };
  goTo(0);
  inLoop(context, 'GOTO', span, () => {
    const block = context.inBlock(`${context.nextId}.body`, () => {
      inLoop(context, 'GOTO', span, () => {
        known.loop = context.loops.at(-1);
        const inner = context.inBlock(`${context.nextId}.body`, () => {
          parts.forEach((part, index) => {
            lowerNumbered(context, { part, index, variable, goTo, span });
          });
          context.emit({ kind: 'exit', from: 'loop' }, span);
        });
        context.emit({ kind: 'while', when: TRUE, test: 'before', block: inner }, span);
      });
    });
    const when: PlanExpression = {
      op: 'binary',
      operator: '<',
      left: { op: 'variable', name: variable },
      right: literal(parts.length),
    };
    context.emit({ kind: 'while', when, test: 'before', block }, span);
  });
}

interface NumberedPart {
  readonly part: Part;
  readonly index: number;
  readonly variable: string;
  readonly goTo: (part: number) => void;
  /** Where the part stands that has nothing in it. */
  readonly span: Span;
}

/** `IF next = index THEN part; next = index + 1 END IF`: without a jump the following part comes next. */
function lowerNumbered(context: Lowering, numbered: NumberedPart): void {
  const { part, index, variable, goTo } = numbered;
  const block = context.inBlock(`${context.nextId}.then`, () => {
    lowerPart(context, part);
    const last = part.statements.at(-1);
    if (!last || !LEAVES.has(last.kind)) goTo(index + 1);
  });
  const when: PlanExpression = {
    op: 'binary',
    operator: '=',
    left: { op: 'variable', name: variable },
    right: literal(index),
  };
  const span = part.label ?? part.statements[0] ?? numbered.span;
  context.emit({ kind: 'if', arms: [{ when, block }] }, span);
}

function literal(value: number): PlanExpression {
  return { op: 'literal', value };
}

/** GOTO and GOSUB. */
export function lowerGoto(context: Lowering, statement: StatementOf<'goto'>): void {
  if (statement.word === 'GOSUB') {
    if (context.facts.gosubs.has(lower(statement.name))) {
      const flow = `sub:${lower(statement.name)}`;
      context.emit({ kind: 'call', flow, args: [] }, statement);
    } else unknownLabel(context, statement, [...context.facts.labels]);
    return;
  }
  const { jumps: known } = context;
  const target = known?.targets.get(lower(statement.name));
  if (!known || target === undefined) {
    unknownLabel(context, statement, [...(known?.targets.keys() ?? [])]);
    return;
  }
  const index = known.loop === undefined ? -1 : context.loops.indexOf(known.loop);
  if (index < 0) {
    context.report({
      code: 'BASIC_JUMP_OUT',
      message: `GOTO ${statement.name} cannot leave the branch that it stands in.`,
      span: statement,
      hint: 'Set a variable in the branch, and ask for it behind the end of the branches.',
    });
    return;
  }
  context.emit(
    { kind: 'assign', name: known.variable, path: [], value: literal(target) },
    statement,
  );
  leaveLoop(context, index, statement);
}

/** A label inside a block. */
export function nestedLabel(context: Lowering, statement: StatementOf<'label'>): void {
  context.report({
    code: 'BASIC_LABEL_NESTED',
    message: `The label ${statement.name} stands inside a block.`,
    span: statement,
    hint: 'Labels stand on the outermost level of a program or SUB. Use a loop, or move it out.',
  });
}

function labelTwice(context: Lowering, statement: StatementOf<'label'>): void {
  context.report({
    code: 'BASIC_LABEL_TWICE',
    message: `There are two labels ${statement.name}.`,
    span: statement,
    hint: 'Give one of them another name.',
  });
}

function unknownLabel(
  context: Lowering,
  { word, name, nameSpan }: StatementOf<'goto'>,
  labels: readonly string[],
): void {
  // Comparing very many names with each other would take longer than reading the text.
  const isHelped = !context.reporter.isFull && labels.length <= MOST_COMPARED;
  const meant = isHelped ? closest(lower(name), labels) : undefined;
  context.report({
    code: 'BASIC_LABEL_UNKNOWN',
    message: `${word} ${name} names no label that can be reached from here.`,
    span: nameSpan,
    hint:
      meant === undefined
        ? `Write ${name}: on a line of its own, on the outermost level of the same program or SUB.`
        : `Did you mean ${meant}?`,
  });
}
