import type { Program } from '../basic/parser';
import type { Expression, Statement } from '../basic/syntax';
import type { Span } from '../source';
import { bodiesOf, innerStatement } from './bodies';

/** One line of the outline of a program. */
export interface EditorSymbol {
  readonly kind:
    'workflow' | 'step' | 'bot' | 'parallel' | 'branch' | 'approval' | 'sub' | 'param' | 'handler';
  readonly name: string;
  readonly span: Span;
  readonly children: readonly EditorSymbol[];
}

/** The outline of a program. What stands in an IF or a loop belongs to what is around it. */
export function readSymbols(program: Program): readonly EditorSymbol[] {
  const { text } = program.source;
  return outline(program.statements);

  function outline(statements: readonly Statement[]): readonly EditorSymbol[] {
    return statements.flatMap((statement) => symbolsOf(statement));
  }

  function symbolsOf(statement: Statement): readonly EditorSymbol[] {
    const inner = innerStatement(statement);
    const children = childrenOf(inner);
    const named = nameOf(inner);
    const { start, end } = statement;
    if (statement.kind === 'step') {
      const name = `STEP ${statement.label}${named === undefined ? '' : `: ${named.name}`}`;
      return [{ kind: 'step', name, span: { start, end }, children }];
    }
    return named === undefined ? children : [{ ...named, span: { start, end }, children }];
  }

  function childrenOf(statement: Statement): readonly EditorSymbol[] {
    if (statement.kind !== 'parallel') {
      return bodiesOf(statement).flatMap((body) => outline(body.statements));
    }
    return statement.branches.map(({ name, start, end, body }) => ({
      kind: 'branch',
      name: `BRANCH ${name}`,
      span: { start, end },
      children: outline(body),
    }));
  }

  function nameOf(statement: Statement): Pick<EditorSymbol, 'kind' | 'name'> | undefined {
    switch (statement.kind) {
      case 'workflow':
        return { kind: 'workflow', name: show(statement.name) };
      case 'sub':
        return { kind: 'sub', name: `${statement.word} ${statement.name}` };
      case 'param':
        return { kind: 'param', name: `PARAM ${statement.name}` };
      case 'approval':
        return { kind: 'approval', name: `HUMAN APPROVAL FROM ${show(statement.from)}` };
      case 'parallel':
        return { kind: 'parallel', name: statement.word };
      case 'handler':
        return { kind: 'handler', name: statement.name };
      default:
        return botName(statement);
    }
  }

  function botName(statement: Statement): Pick<EditorSymbol, 'kind' | 'name'> | undefined {
    const value = statement.kind === 'assign' ? statement.value : statement;
    const command = value.kind === 'command' ? value.command : undefined;
    if (command?.kind !== 'bot') return undefined;
    return { kind: 'bot', name: `BOT ${show(command.bot)} ${show(command.action)}` };
  }

  function show(expression: Expression): string {
    return text.slice(expression.start, expression.end);
  }
}
