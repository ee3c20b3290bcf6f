/** What somebody can want. */
export const INTENTS = [
  'purchase_intent',
  'pricing',
  'support',
  'refund',
  'cancellation',
  'complaint',
  'question',
  'other',
] as const;

const GOOD = words(
  'good great excellent happy love thanks thank perfect friendly fast helpful nice',
);
const BAD = words('bad broken angry late slow terrible refund complaint wrong damaged rude hate');
const TURNERS = words('not no never hardly');

const WISHES: Readonly<Record<Exclude<(typeof INTENTS)[number], 'other'>, ReadonlySet<string>>> = {
  purchase_intent: words('buy order purchase subscribe want interested comprar pedido'),
  pricing: words('price pricing cost quote much discount preço valor orçamento'),
  support: words('help support problem issue error broken crash ajuda problema erro'),
  refund: words('refund money back return reembolso devolver'),
  cancellation: words('cancel cancellation unsubscribe terminate cancelar cancelamento'),
  complaint: words('complaint complain terrible unacceptable angry rude reclamação'),
  question: words('how what when where why which como quando onde'),
};
const URGENT = words('urgent urgently asap immediately emergency now critical urgente agora');
const SOON = words('soon today tomorrow quickly fast deadline hoje amanhã');

/** The mood of a text, by its words. */
export function readSentiment(text: string): {
  readonly sentiment: string;
  readonly score: number;
} {
  const found = readWords(text);
  const score = found.reduce((sum, word, at) => {
    const value = (GOOD.has(word) ? 1 : 0) - (BAD.has(word) ? 1 : 0);
    return sum + (TURNERS.has(found[at - 1] ?? '') ? -value : value);
  }, 0);
  return { sentiment: score > 0 ? 'positive' : score < 0 ? 'negative' : 'neutral', score };
}

/** The mood, and what it asks of who answers. */
export function readMood(text: string): Readonly<Record<string, string | number>> {
  const { sentiment, score } = readSentiment(text);
  const urgency = readUrgency(text);
  const isBad = score <= -2 || (score < 0 && urgency === 'high');
  const risk = isBad ? 'high' : score < 0 ? 'medium' : 'low';
  return { sentiment, overall: sentiment, score, urgency, escalation_risk: risk };
}

/** What the writer of a text wants: what most of its words speak of. */
export function readIntent(text: string): string {
  const found = readWords(text);
  const score = (wish: ReadonlySet<string>): number =>
    found.filter((word) => wish.has(word)).length;
  let best = 'other';
  let most = 0;
  for (const [name, wish] of Object.entries(WISHES)) {
    if (score(wish) > most) {
      most = score(wish);
      best = name;
    }
  }
  return best;
}

/** `high`, `medium` or `low`. */
export function readUrgency(text: string): string {
  const found = readWords(text);
  if (found.some((word) => URGENT.has(word)) || /!{2,}/.test(text)) return 'high';
  return found.some((word) => SOON.has(word)) ? 'medium' : 'low';
}

/** Tips for who answers a customer. */
export function tipsFor(text: string): readonly Readonly<Record<string, string | number>>[] {
  const { escalation_risk: risk, urgency } = readMood(text);
  const tip = (
    type: string,
    content: string,
    priority: number,
  ): Readonly<Record<string, string | number>> => ({
    type,
    content,
    priority,
  });
  return [
    ...(risk === 'low'
      ? []
      : [tip('tone', 'The customer is not happy: begin with an apology.', 1)]),
    ...(urgency === 'high' ? [tip('time', 'It is urgent: say when it will be done.', 1)] : []),
    tip('intent', `The message is about: ${readIntent(text)}.`, 2),
  ];
}

/** A message that reads well, and what was changed. */
export function polish(
  text: string,
  tone: string,
): Readonly<Record<string, string | readonly string[]>> {
  const tidied = tidy(text);
  const polished = withTone(tidied, tone);
  const changes = [
    ...(tidied === text ? [] : ['spelling']),
    ...(polished === tidied ? [] : ['tone']),
  ];
  return { polished, changes };
}

const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  en: 'hello good morning thank you please yes no order help price today tomorrow goodbye welcome'.split(
    ' ',
  ),
  es: 'hola buenos días gracias usted por_favor sí no pedido ayuda precio hoy mañana adiós bienvenido'.split(
    ' ',
  ),
  pt: 'olá bom dia obrigado você por_favor sim não pedido ajuda preço hoje amanhã adeus bem-vindo'.split(
    ' ',
  ),
};
const NAMES: Readonly<Record<string, string>> = {
  english: 'en',
  spanish: 'es',
  español: 'es',
  portuguese: 'pt',
  português: 'pt',
};

/** Words that a small dictionary has, in another language; all others stay. */
export function translate(text: string, language: string): string {
  const wish = language.trim().toLowerCase();
  const code = (Object.hasOwn(NAMES, wish) ? NAMES[wish] : undefined) ?? wish.slice(0, 2);
  const target = Object.hasOwn(LANGUAGES, code) ? LANGUAGES[code] : undefined;
  if (target === undefined) return text;
  return text.replaceAll(/[\p{L}-]+/gu, (word) => {
    for (const list of Object.values(LANGUAGES)) {
      const at = list.indexOf(word.toLowerCase());
      const found = at < 0 || list === target ? undefined : target[at]?.replaceAll('_', ' ');
      if (found !== undefined) return isCapital(word) ? capitalised(found) : found;
    }
    return word;
  });
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** One blank between words, a capital at the beginning of each sentence, a mark at the end. */
export function tidy(text: string): string {
  const plain = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.!?])/g, '$1')
    .trim();
  const capital = plain.replaceAll(
    /(^|[.!?] )(\p{Ll})/gu,
    (_all, before: string, letter: string) => {
      return `${before}${letter.toUpperCase()}`;
    },
  );
  return capital === '' || /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

const FORMAL: readonly (readonly [RegExp, string])[] = [
  [/\bhi\b|\bhey\b/gi, 'Hello'],
  [/\bthanks\b/gi, 'Thank you'],
  [/\bcan't\b/gi, 'cannot'],
  [/\bdon't\b/gi, 'do not'],
  [/\bwon't\b/gi, 'will not'],
  [/\basap\b/gi, 'as soon as possible'],
];

/** The text with words that fit a tone. */
export function withTone(text: string, tone: string): string {
  if (/formal|professional/i.test(tone)) {
    return FORMAL.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
  }
  return /friendly|warm/i.test(tone) && !/^(hello|hi)\b/i.test(text) ? `Hello! ${text}` : text;
}

/** The words of a text in small letters. */
export function readWords(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\d']+/gu) ?? [];
}

/** Words as a set. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
