const YES = new Set('yes y true 1 ok okay sure sim s si oui ja'.split(' '));
const NO = new Set('no n false 0 nope não nao non nein'.split(' '));

/** Yes or no, in a few languages. */
export function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase().replace(/[.!]+$/, '');
  if (YES.has(lower)) return true;
  return NO.has(lower) ? false : undefined;
}

/** A name of a person: letters, with blanks, dots, dashes and apostrophes between them. */
export function readName(text: string): string | undefined {
  const name = text.split(/\s+/).join(' ');
  return name.length <= 200 && /^\p{L}[\p{L}\p{M} .'’-]+$/u.test(name) ? name : undefined;
}

const COLORS: ReadonlyMap<string, string> = new Map(
  (
    'black 000000,white ffffff,red ff0000,green 008000,blue 0000ff,yellow ffff00,orange ffa500,' +
    'purple 800080,pink ffc0cb,brown a52a2a,gray 808080,grey 808080,cyan 00ffff,magenta ff00ff'
  )
    .split(',')
    .map((entry): [string, string] => {
      const [name = '', code = ''] = entry.split(' ');
      return [name, `#${code}`];
    }),
);

/** A colour as `#rrggbb`. */
export function readColor(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (/^#[\da-f]{6}$/.test(lower)) return lower;
  if (/^#[\da-f]{3}$/.test(lower))
    return `#${Array.from(lower.slice(1), (digit) => digit + digit).join('')}`;
  return COLORS.get(lower);
}

const LANGUAGES: ReadonlyMap<string, string> = new Map(
  (
    'en english;pt portuguese,português,portugues;es spanish,español,espanol;fr french,français,francais;' +
    'de german,deutsch;it italian,italiano;nl dutch,nederlands;pl polish,polski;sv swedish,svenska;' +
    'da danish,dansk;no norwegian,norsk;fi finnish,suomi;cs czech;el greek;tr turkish,türkçe;ru russian;' +
    'uk ukrainian;ar arabic;he hebrew;hi hindi;ja japanese;ko korean;zh chinese,mandarin;vi vietnamese;' +
    'th thai;id indonesian;ro romanian;hu hungarian;ca catalan'
  )
    .split(';')
    .flatMap((entry) => {
      const [code = '', names = ''] = entry.split(' ');
      return names.split(',').map((name): [string, string] => [name, code]);
    }),
);
const CODES = new Set(LANGUAGES.values());

/** The code of a language: `pt`, `pt-BR`. */
export function readLanguage(text: string): string | undefined {
  const lower = text.toLowerCase();
  const named = LANGUAGES.get(lower);
  if (named !== undefined) return named;
  const [code = '', region, ...rest] = lower.split(/[-_]/);
  if (!CODES.has(code) || rest.length > 0) return undefined;
  if (region === undefined) return code;
  return /^[a-z]{2}$/.test(region) ? `${code}-${region.toUpperCase()}` : undefined;
}
