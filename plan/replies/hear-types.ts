/** What HEAR can ask for. A menu has choices; all others are read as `readReply` says. */
export const HEAR_TYPES = [
  'text',
  'menu',
  'name',
  'email',
  'integer',
  'number',
  'money',
  'boolean',
  'date',
  'hour',
  'mobile',
  'zipcode',
  'language',
  'cpf',
  'cnpj',
  'url',
  'uuid',
  'color',
  'creditcard',
  'password',
  'login',
  'qrcode',
  'file',
  'image',
  'audio',
  'video',
  'document',
] as const;
export type HearType = (typeof HEAR_TYPES)[number];

/** Other words that programs use for a type. */
const ALIASES: Readonly<Record<string, HearType>> = {
  any: 'text',
  string: 'text',
  float: 'number',
  double: 'number',
  decimal: 'number',
  bool: 'boolean',
  phone: 'mobile',
  time: 'hour',
  colour: 'color',
};

/** The type that a word of a program means, whatever its case; undefined when it means none. */
export function hearTypeOf(word: string): HearType | undefined {
  const lower = word.toLowerCase();
  const known = HEAR_TYPES.find((type) => type === lower);
  return known ?? (Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined);
}

/** Types whose replies are shown to nobody: lists of messages hold stars instead. */
const SECRET: ReadonlySet<HearType> = new Set(['password', 'creditcard']);

/** A reply as the messages of a conversation keep it. */
export function shownReply(type: HearType, text: string): string {
  return SECRET.has(type) ? '********' : text;
}
