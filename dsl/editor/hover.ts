import type { Program } from '../basic/parser';
import { PHRASES } from '../basic/phrases';
import { positionAt, type Span } from '../source';
import { clauseAt, type ClauseHelp } from './clause-help';
import { findDefinition } from './definition';
import { nameAt, type NameUse } from './names';
import { functionHelp, keywordHelp, type KeywordHelp } from './reference';
import { findReferences } from './references';
import { tokenAt, tokenIndexFrom } from './tokens';

/** What is told of a place of the text, in Markdown. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** Tells of the keyword, clause, function, variable, label or bot at an offset. */
export function readHover(program: Program, offset: number): Hover | undefined {
  const name = nameAt(program, offset);
  if (name !== undefined) {
    const { start, end } = name;
    return { span: { start, end }, markdown: describeName(program, name) };
  }
  const clause = clauseAt(program, offset);
  if (clause !== undefined) return describeClause(clause);
  const phrase = phraseAt(program, offset);
  const help = phrase && keywordHelp(phrase.name);
  if (phrase === undefined || help === undefined) return undefined;
  return {
    span: phrase.span,
    markdown: `**${help.name}**\n\n${basic(help.form)}\n\n${help.text}${costOf(help)}`,
  };
}

function describeClause({ span, words, entry, texts }: ClauseHelp): Hover {
  const lines = texts.map(([form, meaning]) => `${basic(form)}\n\n${meaning}`);
  return { span, markdown: `**${words}** of ${entry.name}\n\n${lines.join('\n\n')}` };
}

function basic(form: string): string {
  return `\`\`\`basic\n${form}\n\`\`\``;
}

function costOf({ cost }: KeywordHelp): string {
  return cost === undefined ? '' : `\n\nHistory events: ${cost}.`;
}

function describeName(program: Program, use: NameUse): string {
  const places = findReferences(program, use.start).length;
  const used = `${places} ${places === 1 ? 'place' : 'places'} in this file.`;
  if (use.kind === 'function') {
    const help = functionHelp(use.name);
    return help === undefined
      ? `There is no function **${use.name}**.`
      : `**${use.name.toUpperCase()}**, a function\n\n${basic(help.form)}\n\n${help.meaning}`;
  }
  if (use.kind === 'bot') return `Bot **${use.name}**\n\n${used}`;
  if (use.kind === 'event') return `Event **${use.name}**\n\n${used}`;
  const definition = findDefinition(program, use.start);
  const line = definition && positionAt(program.source, definition.start).line;
  const set = line === undefined ? 'It is set nowhere in this file.' : `It is set in line ${line}.`;
  const titles = {
    variable: 'Variable',
    parameter: 'Parameter',
    sub: 'SUB',
    label: 'Label',
  } as const;
  return `${titles[use.kind]} **${use.name}**\n\n${set} ${used}`;
}

/** The longest keyword with the word at an offset in it. */
function phraseAt(program: Program, offset: number): { name: string; span: Span } | undefined {
  const token = tokenAt(program, offset);
  if (token?.kind !== 'word') return undefined;
  const { tokens } = program;
  const index = tokenIndexFrom(program, token.start);
  let best: { name: string; span: Span } | undefined;
  for (const { name } of PHRASES) {
    const words = name.split(' ');
    const at = words.findIndex((_, position) => {
      return words.every((word, ahead) => tokens[index - position + ahead]?.upper === word);
    });
    const first = tokens[index - at];
    const last = tokens[index - at + words.length - 1];
    if (at < 0 || first === undefined || last === undefined) continue;
    if (best !== undefined && best.name.length >= name.length) continue;
    best = { name, span: { start: first.start, end: last.end } };
  }
  const isBranch = best === undefined && token.upper === 'BRANCH';
  return isBranch ? { name: 'BRANCH', span: { start: token.start, end: token.end } } : best;
}
