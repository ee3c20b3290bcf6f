import type { Program } from '../../basic/parser';
import type { Expression } from '../../basic/syntax';
import { visitNodes } from '../../basic/visit';
import type { Span } from '../../source';
import { checkedEdits, readEdited, refuse, type EditOutcome } from './outcome';
import type { TextEdit } from './text-edit';

const NO_EXPRESSIONS = new Set(['broken', 'maybeVariable']);

/** The expression that fills a span; for an offset the smallest one around it. */
export function findExpression(program: Program, at: number | Span): Expression | undefined {
  const span = typeof at === 'number' ? { start: at, end: at } : at;
  let found: Expression | undefined;
  const statements = new Set<unknown>(collectStatements(program));
  visitNodes(program.statements, (node) => {
    if (statements.has(node) || NO_EXPRESSIONS.has(node.kind)) return;
    const isAround = node.start <= span.start && span.end <= node.end;
    const isExact = typeof at === 'number' || (node.start === at.start && node.end === at.end);
    if (isAround && isExact && isExpression(node.kind)) found = node as Expression;
  });
  return found;
}

/** Puts another expression in the place of one; with brackets around it where it needs them. */
export function replaceExpression(program: Program, at: number | Span, text: string): EditOutcome {
  const found = findExpression(program, at);
  if (found === undefined) return refuse('There is no expression at this place.');
  const written = text.trim();
  if (written === '') return refuse('An expression is missing.');
  const plain: TextEdit = { start: found.start, end: found.end, text: written };
  if (isOne(program, plain, 0)) return checkedEdits(program, [plain], new Map());
  const bracketed = { ...plain, text: `(${written})` };
  if (isOne(program, bracketed, 0) || isOne(program, bracketed, 1))
    return checkedEdits(program, [bracketed], new Map());
  return refuse('The text is no expression that can stand here.');
}

/** True when exactly the new text is one expression of the tree after an edit. */
function isOne(program: Program, edit: TextEdit, brackets: number): boolean {
  const after = readEdited(program, [edit]).program;
  const start = edit.start + brackets;
  const end = edit.start + edit.text.length - brackets;
  return findExpression(after, { start, end }) !== undefined;
}

const EXPRESSIONS = new Set([
  'literal', 'template', 'variable', 'member', 'index', 'call', 'method', 'prefix', 'infix', 'between',
  'choose', 'isNull', 'list', 'object', 'command',
]); // prettier-ignore

function isExpression(kind: string): boolean {
  return EXPRESSIONS.has(kind);
}

/** Statements of commands have the kind of the expression. */
function collectStatements(program: Program): readonly unknown[] {
  const found: unknown[] = [];
  visitNodes(program.statements, (node) => {
    if (node.kind === 'command' && 'into' in node) found.push(node);
  });
  return found;
}
