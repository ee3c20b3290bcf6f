import type { Program } from '../../basic/parser';
import type { Branch, ParallelStatement } from '../../basic/syntax';
import { innerStatement, placeBodies } from '../bodies';
import { findStatement } from '../find-statement';
import { indentAt, lineEndOf, lineStart } from '../tokens';
import type { StatementRef } from './anchor';
import { indentUnit, readSnippet } from './layout';
import {
  checkedEdits,
  describe,
  hasNewErrors,
  readEdited,
  refuse,
  type EditOutcome,
} from './outcome';
import type { TextEdit } from './text-edit';

/** Gives a BRANCH another name. */
export function renameBranch(
  program: Program,
  ref: StatementRef,
  name: string,
  newName: string,
): EditOutcome {
  const parallel = findParallel(program, ref);
  const branch = parallel?.branches.find((one) => one.name === name);
  if (parallel === undefined || branch === undefined) return refuse(`There is no BRANCH ${name}.`);
  if (isTaken(parallel, newName, branch)) return refuse(`There is a BRANCH ${newName} already.`);
  const written = writeName(newName);
  if (written === undefined) return refuse('The name cannot be written.');
  const { start, end } = branch.nameSpan;
  return checkedEdits(program, [{ start, end, text: written }], new Map());
}

/** Adds a BRANCH behind the last one. */
export function addBranch(
  program: Program,
  ref: StatementRef,
  name: string,
  text: string,
): EditOutcome {
  const parallel = findParallel(program, ref);
  const closing = parallel && placeBodies(program, parallel).at(-1)?.closing;
  if (parallel === undefined || closing === undefined) return refuse('There is no PARALLEL here.');
  if (isTaken(parallel, name)) return refuse(`There is a BRANCH ${name} already.`);
  const written = writeName(name);
  if (written === undefined) return refuse('The name cannot be written.');
  const { text: source } = program.source;
  const eol = lineEndOf(source);
  const unit = indentUnit(program);
  const [first] = parallel.branches;
  const indent = indentAt(source, first?.start ?? parallel.start + unit.length);
  const snippet = readSnippet(program, text, indent + unit);
  if (typeof snippet === 'string') return refuse(snippet);
  const start = lineStart(source, closing.start);
  const lines = `${indent}BRANCH ${written}:${eol}${snippet.text}${eol}`;
  return checkBranches(program, parallel, { start, end: start, text: lines }, 1);
}

/** Removes a BRANCH with its statements; a PARALLEL keeps at least one. */
export function removeBranch(program: Program, ref: StatementRef, name: string): EditOutcome {
  const parallel = findParallel(program, ref);
  const index = parallel?.branches.findIndex((one) => one.name === name) ?? -1;
  const branch = parallel?.branches[index];
  if (parallel === undefined || branch === undefined) return refuse(`There is no BRANCH ${name}.`);
  if (parallel.branches.length === 1) return refuse('A PARALLEL has at least one BRANCH.');
  const closing = placeBodies(program, parallel)[index]?.closing;
  if (closing === undefined) return refuse('The PARALLEL has no end yet.');
  const { text } = program.source;
  const edit = {
    start: lineStart(text, branch.start),
    end: lineStart(text, closing.start),
    text: '',
  };
  return checkBranches(program, parallel, edit, -1);
}

function findParallel(program: Program, ref: StatementRef): ParallelStatement | undefined {
  const placed = findStatement(program, ref);
  const inner = placed && innerStatement(placed.statement);
  return inner?.kind === 'parallel' ? inner : undefined;
}

/** Names become parts of ids, which are compared without case. */
function isTaken(parallel: ParallelStatement, name: string, except?: Branch): boolean {
  return parallel.branches.some(
    (branch) => branch !== except && branch.name.toLowerCase() === name.toLowerCase(),
  );
}

function writeName(name: string): string | undefined {
  if (/^[A-Za-z_]\w*$/u.test(name) || /^\d+$/u.test(name)) return name;
  return name.trim() === '' || /["\\\r\n]/u.test(name) ? undefined : `"${name}"`;
}

function checkBranches(
  program: Program,
  parallel: ParallelStatement,
  edit: TextEdit,
  more: number,
): EditOutcome {
  const after = readEdited(program, [edit]);
  if (hasNewErrors(program, after)) return refuse(describe(after));
  const count = findParallel(after.program, parallel.start)?.branches.length;
  const isRight = count === parallel.branches.length + more;
  const isAlike = after.program.statements.length === program.statements.length;
  return isRight && isAlike
    ? { ok: true, edits: [edit] }
    : refuse('The text would be read as more than one branch.');
}
