import type { ParseContext } from './parse-context';
import type { PhraseMatch } from './phrase-tree';
import { parseBot } from './statements/bot';
import { parseCall } from './statements/call';
import { parseFind } from './statements/find';
import { parseKeyword } from './statements/keyword';
import type { Head } from './keyword-parts';
import { parseLlm } from './statements/llm';
import { asMemory, parseGetMemory } from './statements/get-memory';
import { parseSave } from './statements/save';
import { parseSetHeader } from './statements/set-header';
import { parseSelectQuery } from './statements/select-query';
import { parseUpdate } from './statements/update';
import { parseWaitEvent } from './statements/wait-event';
import type { Command } from './syntax';
import { codeOf } from './vocabulary';

const PLUS = codeOf('+');

/** Commands with a form of their own; all others are read as generic keywords. */
const COMMANDS: Readonly<Record<string, (p: ParseContext, head: Head) => Command>> = {
  BOT: parseBot,
  'CACHE GET': parseGetMemory,
  CALL: parseCall,
  FIND: parseFind,
  'GET BOT MEMORY': parseGetMemory,
  'GET SESSION': parseGetMemory,
  'GET USER MEMORY': parseGetMemory,
  INSERT: parseSave,
  'INSERT INTO': parseSave,
  LLM: parseLlm,
  RECALL: parseGetMemory,
  SAVE: parseSave,
  'SET HEADER': parseSetHeader,
  UPSERT: parseSave,
  SELECT: parseSelectQuery,
  UPDATE: parseUpdate,
  'WAIT FOR ALL': parseWaitEvent,
  'WAIT FOR ANY': parseWaitEvent,
  'WAIT FOR EVENT': parseWaitEvent,
};

/** A command inside an expression: its arguments end before comparisons, AND and OR. */
export function parseCommand(p: ParseContext, match: PhraseMatch): Command {
  return readCommand(p, match, true);
}

/** A command that is a statement. */
export function parseCommandStatement(p: ParseContext, match: PhraseMatch): Command {
  return readCommand(p, match, false);
}

function readCommand(p: ParseContext, match: PhraseMatch, inExpression: boolean): Command {
  const { name } = match.phrase;
  const afterPlus = inExpression && p.index > 0 && p.codeAt(-1) === PLUS;
  const span = p.takeTokens(match.length);
  const parse = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return asMemory((parse ?? parseKeyword)(p, { name, span, inExpression, afterPlus }));
}
