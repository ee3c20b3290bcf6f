import type { Program } from '../basic/parser';
import type { TreeNode } from '../basic/visit';
import type { Facts } from '../lower/facts';
import type { Reporter } from '../reporter';
import { CheckContext, type NodeCheck, type Rule } from './context';
import { approvalExpiry } from './rules/approval-expiry';
import { botNames } from './rules/bot-names';
import { branchNames } from './rules/branch-names';
import { dependencies } from './rules/dependencies';
import { durations } from './rules/durations';
import { eventLoops } from './rules/event-loops';
import { eventNames } from './rules/event-names';
import { exitOutside } from './rules/exit-outside';
import { knownFunctions } from './rules/known-functions';
import { knownSubs } from './rules/known-subs';
import { names } from './rules/names';
import { parameters } from './rules/parameters';
import { programSize } from './rules/program-size';
import { subNames } from './rules/sub-names';
import { unreachable } from './rules/unreachable';
import { workflowHeader } from './rules/workflow-header';

/** All rules; their order says nothing. */
const RULES: readonly Rule[] = [
  approvalExpiry,
  botNames,
  branchNames,
  dependencies,
  durations,
  eventLoops,
  eventNames,
  exitOutside,
  knownFunctions,
  knownSubs,
  names,
  parameters,
  programSize,
  subNames,
  unreachable,
  workflowHeader,
];

/** Runs all rules over a program in one walk. The tree is not deeper than the parser allows. */
export function checkProgram(program: Program, facts: Facts, reporter: Reporter): void {
  const context = new CheckContext(program, facts, reporter);
  const checks = RULES.map((rule) => rule(context));
  walk(program.statements, [], checks);
}

function walk(value: unknown, ancestors: TreeNode[], checks: readonly NodeCheck[]): void {
  if (typeof value !== 'object' || value === null || 'triviaStart' in value) return;
  const node = 'kind' in value && 'start' in value ? (value as TreeNode) : undefined;
  if (node !== undefined) {
    for (const check of checks) check(node, ancestors);
    ancestors.push(node);
  }
  for (const child of Object.values(value) as unknown[]) walk(child, ancestors, checks);
  if (node !== undefined) ancestors.pop();
}
