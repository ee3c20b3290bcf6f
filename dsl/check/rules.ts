import type { Program } from '../basic/parser';
import { visitChildren, type ChildVisitor, type TreeNode } from '../basic/children';
import type { Statement } from '../basic/syntax';
import type { Facts } from '../lower/facts';
import type { Reporter } from '../reporter';
import { splitSections } from '../lower/sections';
import { CheckContext, type NodeCheck, type Rule, type RuleVisitor } from './context';
import { approvalExpiry } from './rules/approval-expiry';
import { botNames } from './rules/bot-names';
import { branchNames } from './rules/branch-names';
import { branchWrites } from './rules/branch-writes';
import { declaredTypes } from './rules/declared-types';
import { dependencies } from './rules/dependencies';
import { durations } from './rules/durations';
import { eventLoops } from './rules/event-loops';
import { eventNames } from './rules/event-names';
import { exitOutside } from './rules/exit-outside';
import { knownFunctions } from './rules/known-functions';
import { knownSubs } from './rules/known-subs';
import { modelOptions } from './rules/model-options';
import { names } from './rules/names';
import { neverSet } from './rules/never-set';
import { parameters } from './rules/parameters';
import { parameterValues } from './rules/parameter-values';
import { programSize } from './rules/program-size';
import { subNames } from './rules/sub-names';
import { unreachable } from './rules/unreachable';
import { tableNames } from './rules/table-names';
import { unpublishedEvents } from './rules/unpublished-events';
import { valueTypes } from './rules/value-types';
import { withVariables } from './rules/with-variables';
import { workflowHeader } from './rules/workflow-header';

/** All rules; their order says nothing. */
const RULES: readonly Rule[] = [
  approvalExpiry,
  botNames,
  branchNames,
  branchWrites,
  declaredTypes,
  dependencies,
  durations,
  eventLoops,
  eventNames,
  exitOutside,
  knownFunctions,
  knownSubs,
  modelOptions,
  names,
  neverSet,
  parameters,
  parameterValues,
  programSize,
  subNames,
  tableNames,
  unpublishedEvents,
  unreachable,
  valueTypes,
  withVariables,
  workflowHeader,
];

/** Runs all rules over a program in one walk. The tree is not deeper than `MAX_TREE_DEPTH`. */
export function checkProgram(program: Program, facts: Facts, reporter: Reporter): void {
  const context = new CheckContext(program, facts, reporter);
  const walk = new RuleWalk(RULES.map((rule) => rule(context)));
  for (const section of splitSections(program.statements)) walk.statements(section);
  for (const statement of program.statements) walk.node(statement);
  walk.end();
}

/** Each node goes only to the rules that ask for its kind. */
class RuleWalk implements ChildVisitor {
  private readonly checks = new Map<string, NodeCheck[]>();
  private readonly listChecks: ((list: readonly Statement[]) => void)[] = [];
  private readonly ends: (() => void)[] = [];
  private readonly ancestors: TreeNode[] = [];

  constructor(visitors: readonly RuleVisitor[]) {
    for (const { statements, end, ...checks } of visitors) {
      if (end !== undefined) this.ends.push(end);
      if (statements !== undefined) this.listChecks.push(statements);
      for (const [kind, check] of Object.entries(checks)) {
        const known = this.checks.get(kind) ?? [];
        known.push(check as NodeCheck);
        this.checks.set(kind, known);
      }
    }
  }

  statements(list: readonly Statement[]): void {
    for (const check of this.listChecks) check(list);
  }

  end(): void {
    for (const end of this.ends) end();
  }

  node(node: TreeNode): void {
    const checks = this.checks.get(node.kind);
    if (checks !== undefined) for (const check of checks) check(node, this.ancestors);
    this.ancestors.push(node);
    visitChildren(node, this);
    this.ancestors.pop();
  }
}
