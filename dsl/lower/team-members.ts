import type { Expression, KeywordCommand } from '../basic/syntax';

/** A bot that a text adds to the conversation, and the variables that say how it stands there. */
export interface TeamMember {
  readonly name: string;
  /** Words in lower case that call it when somebody says them. */
  readonly triggers: readonly string[];
  readonly active: string;
  readonly priority: string;
}

/** The bots that a text adds to the conversation, in the order of the text. */
export class Team {
  readonly #members = new Map<string, TeamMember>();

  constructor(private readonly words: ReadonlySet<string>) {}

  get members(): readonly TeamMember[] {
    return [...this.#members.values()];
  }

  /** Notes what a command adds; bots whose names are computed are not known. */
  note(command: KeywordCommand): void {
    if (command.name !== 'ADD BOT' && command.name !== 'CREATE SWARM') return;
    const triggers = triggersOf(command);
    for (const name of namesOf(command)) {
      const key = name.toLowerCase();
      const known = this.#members.get(key);
      const { active, priority } = known ?? this.variablesOf(this.#members.size + 1);
      const all = [...new Set([...(known?.triggers ?? []), ...triggers])];
      this.#members.set(key, { name: known?.name ?? name, triggers: all, active, priority });
    }
  }

  /** The members that a command names. */
  membersOf(command: KeywordCommand): readonly TeamMember[] {
    return namesOf(command).flatMap((name) => this.#members.get(name.toLowerCase()) ?? []);
  }

  /** Names that the text does not use. */
  private variablesOf(number: number): Pick<TeamMember, 'active' | 'priority'> {
    let name = `_bot${number}`;
    while (this.words.has(name) || this.words.has(`${name}_priority`)) name = `_${name}`;
    return { active: name, priority: `${name}_priority` };
  }
}

/** The bots that ADD BOT, REMOVE BOT, SET BOT PRIORITY or CREATE SWARM … WITH BOTS "a, b" name. */
function namesOf({ name, args, clauses }: KeywordCommand): readonly string[] {
  if (name !== 'CREATE SWARM') return textsOf(args[0]).slice(0, 1);
  const bots = clauses.find(({ word }) => word === 'WITH BOTS');
  return (bots?.values ?? []).flatMap((value) => textsOf(value).flatMap(parts));
}

/** `WITH TRIGGER "a, b"` and `TRIGGER ON "a, b"`. */
function triggersOf({ clauses }: KeywordCommand): readonly string[] {
  const isTrigger = clauses.some(({ word }) => word === 'TRIGGER' || word === 'WITH TRIGGER');
  const values = clauses
    .filter(({ word }) => word.endsWith('TRIGGER') || (isTrigger && word === 'ON'))
    .flatMap((clause) => clause.values);
  return values.flatMap((value) => textsOf(value).flatMap(parts)).map((word) => word.toLowerCase());
}

function textsOf(value: Expression | undefined): readonly string[] {
  const text =
    value?.kind === 'literal' && typeof value.value === 'string' ? value.value.trim() : '';
  return text === '' ? [] : [text];
}

function parts(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
