import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { PackageContent, PackageDocument, PackageFile } from '../dsl/package/package-file';
import { AppError } from '../plan/errors';
import { decodeText, isTextFile } from './decode-text';
import { isIgnored, readEntryName, refuseName } from './entry-name';
import { EntrySet } from './entry-set';
import { PACKAGE_LIMITS } from './limits';

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

const LOCAL_HEADER = 0x0403_4b50;
const STORED = 0;
const DEFLATED = 8;
const FILE_MODE = 0o100_000;
const FOLDER_MODE = 0o040_000;
const MODE_MASK = 0o170_000;
/** Sizes and checksum follow the data instead of standing before it. */
const SIZES_LATER = 8;
const ZIP64 = 0xffff_ffff;
const NESTED = /\.(zip|gbai|jar|7z|rar|gz|tgz|tar|bz2|xz|zst)$/i;

/** An entry whose name and header are good, and where its data lies. */
interface PackedFile {
  readonly entry: Entry;
  readonly path: string;
  readonly begin: number;
  readonly data: number;
}

/**
 * Unpacks a zip archive in memory. Nothing is written, run or fetched. PACKAGE_PATH, PACKAGE_ARCHIVE or
 * PACKAGE_LIMIT when any entry is not good; then nothing of the archive is used.
 */
export async function readArchive(bytes: Buffer): Promise<PackageContent> {
  if (bytes.length > PACKAGE_LIMITS.archiveBytes) {
    throw overLimit('bytes in the archive', PACKAGE_LIMITS.archiveBytes, bytes.length);
  }
  if (bytes.length < 4 || bytes.readUInt32LE(0) !== LOCAL_HEADER) {
    throw broken('it does not begin as a zip archive with files');
  }
  const packed = await guard(readDirectory(bytes));
  checkLayout(packed);
  checkSizes(packed);
  return unpack(bytes, packed);
}

/** Every entry of the central directory, checked against its local header. */
async function readDirectory(bytes: Buffer): Promise<readonly PackedFile[]> {
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false };
  const zip = await fromBufferPromise(bytes, options);
  if (zip.entryCount > PACKAGE_LIMITS.entries) {
    throw overLimit('files and folders', PACKAGE_LIMITS.entries, zip.entryCount);
  }
  // The first entry of the directory, before any was read; the types call it a boolean.
  const end = zip.readEntryCursor as unknown as number;
  const names = new EntrySet();
  const packed: PackedFile[] = [];
  for await (const entry of zip.eachEntry()) {
    const path = readEntryName(entry.fileNameRaw);
    names.add(path);
    checkKind(entry, path);
    const data = await readLocalHeader(zip, entry, path);
    if (data + entry.compressedSize > end) throw broken(`${path} reaches into the directory`);
    packed.push({ entry, path, begin: entry.relativeOffsetOfLocalHeader, data });
  }
  return packed;
}

/** Only plain files and folders, neither locked nor packed in a way of their own. */
function checkKind(entry: Entry, path: string): void {
  const mode = (entry.externalFileAttributes >>> 16) & MODE_MASK;
  const expected = path.endsWith('/') ? FOLDER_MODE : FILE_MODE;
  if (mode !== 0 && mode !== expected) throw refuseName(path, 'is a link or a device');
  if (entry.isEncrypted()) throw broken(`${path} is encrypted`);
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw broken(`${path} is packed with the method ${entry.compressionMethod}`);
  }
  if (path.endsWith('/') && entry.uncompressedSize > 0)
    throw broken(`${path} is a folder with data`);
  if (NESTED.test(path) && !/\.gbdrive\//i.test(path)) {
    throw broken(`${path} is an archive inside the archive`);
  }
}

/** Where the data of an entry begins. The header before it has to say what the directory says. */
async function readLocalHeader(zip: ZipFile, entry: Entry, path: string): Promise<number> {
  const local = await zip.readLocalFileHeaderPromise(entry);
  if (!local.fileName.equals(entry.fileNameRaw)) throw broken(`${path} has two names`);
  const isSame = (own: number, listed: number): boolean => own === listed || own === ZIP64;
  const hasSizes = (local.generalPurposeBitFlag & SIZES_LATER) === 0;
  const agrees =
    local.compressionMethod === entry.compressionMethod &&
    (!hasSizes ||
      (isSame(local.compressedSize, entry.compressedSize) &&
        isSame(local.uncompressedSize, entry.uncompressedSize) &&
        local.crc32 === entry.crc32));
  if (!agrees) throw broken(`${path} has two headers that contradict each other`);
  return local.fileDataStart;
}

/** Entries lie one after the other: two that share data would be a bomb, bytes before the first a disguise. */
function checkLayout(packed: readonly PackedFile[]): void {
  let end = 0;
  for (const { entry, path, begin, data } of [...packed].sort((a, b) => a.begin - b.begin)) {
    if (begin < end) throw broken(`${path} overlaps another entry`);
    end = data + entry.compressedSize;
  }
}

/** What the directory announces; the data is held to it when it is unpacked. */
function checkSizes(packed: readonly PackedFile[]): void {
  let total = 0;
  let texts = 0;
  for (const { entry, path } of packed) {
    const { uncompressedSize: size, compressedSize } = entry;
    total += size;
    if (isTextFile(path)) texts += size;
    const ratio = Math.ceil(size / Math.max(1, compressedSize));
    if (size > PACKAGE_LIMITS.ratioFrom && ratio > PACKAGE_LIMITS.ratio) {
      throw overLimit(`times the packed size in ${path}`, PACKAGE_LIMITS.ratio, ratio);
    }
  }
  if (total > PACKAGE_LIMITS.bytes) {
    throw overLimit('bytes unpacked', PACKAGE_LIMITS.bytes, total);
  }
  if (texts > PACKAGE_LIMITS.textBytes) {
    throw overLimit('bytes of texts', PACKAGE_LIMITS.textBytes, texts);
  }
}

async function unpack(bytes: Buffer, packed: readonly PackedFile[]): Promise<PackageContent> {
  const files: PackageFile[] = [];
  const documents: PackageDocument[] = [];
  for (const file of packed) {
    const { path, entry } = file;
    if (path.endsWith('/')) continue;
    const content = await unpackFile(bytes, file);
    if (isIgnored(path)) continue;
    if (isTextFile(path)) files.push({ path, text: decodeText(content) });
    else documents.push({ path, size: entry.uncompressedSize });
  }
  return { files, documents };
}

async function unpackFile(bytes: Buffer, { entry, path, data }: PackedFile): Promise<Buffer> {
  const raw = bytes.subarray(data, data + entry.compressedSize);
  const content = entry.compressionMethod === STORED ? raw : await inflateFile(raw, entry, path);
  if (content.length !== entry.uncompressedSize)
    throw broken(`${path} has another size than it says`);
  if (crc32(content) !== entry.crc32) throw broken(`${path} is damaged: its checksum is wrong`);
  return content;
}

async function inflateFile(raw: Buffer, entry: Entry, path: string): Promise<Buffer> {
  try {
    return await inflate(raw, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
  } catch (error) {
    const isLarger = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw broken(`${path} ${isLarger ? 'has another size than it says' : 'cannot be unpacked'}`);
  }
}

/** What the reader of the format says becomes an error of ours. */
async function guard<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    throw new AppError('PACKAGE_ARCHIVE', { reason: reason.slice(0, 200) }, { cause: error });
  }
}

function broken(reason: string): AppError {
  return new AppError('PACKAGE_ARCHIVE', { reason });
}

function overLimit(what: string, limit: number, found: number): AppError {
  return new AppError('PACKAGE_LIMIT', { what, limit, found });
}
