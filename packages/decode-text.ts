/**
 * The text of a file. UTF-8, or UTF-16 that begins with its mark; old files are not always either, and then
 * each byte is a character, as their editors wrote them.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeWindows1252(bytes);
  }
}

/** What Windows-1252 has in the places of the 32 control characters of Latin-1. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** TextDecoder of Node reads it as Latin-1, so that the quotes of word processors would be lost. */
function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (character) =>
    WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80),
  );
}

/** What a package is made of as text; documents and pictures are only counted. */
const TEXT_FILE = /\.(bas|csv|json|gbdialog|test\.ya?ml)$/i;
/** What can be read of knowledge and of a drive. */
const TEXT_DOCUMENT = /\.(md|markdown|txt|csv|json|xml|html?|ya?ml|log)$/i;

/** True for a file that is read as text. */
export function isTextFile(path: string): boolean {
  const folders = path.toLowerCase().split('/').slice(0, -1);
  if (folders.some((folder) => /\.(gbui|gbtheme)$/.test(folder))) return false;
  const isStored = folders.some((folder) => /\.(gbkb|gbdrive)$/.test(folder));
  return (isStored ? TEXT_DOCUMENT : TEXT_FILE).test(path);
}
