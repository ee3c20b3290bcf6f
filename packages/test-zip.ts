import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a test archive. What is not said is as a good packer writes it. */
export interface TestEntry {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  readonly method?: number;
  readonly flags?: number;
  /** Of Unix: permissions and kind. */
  readonly mode?: number;
  /** What the headers say instead of the truth. */
  readonly lies?: {
    readonly crc?: number;
    readonly size?: number;
    readonly packedSize?: number;
    readonly localName?: string;
    readonly localSize?: number;
    /** Where its data is said to begin; none of its own is written. */
    readonly offset?: number;
  };
}

/** What surrounds the entries of a test archive. */
export interface TestArchive {
  readonly before?: Buffer;
  readonly comment?: Buffer;
  readonly disk?: number;
  /** Says so many entries, in the form for large archives. */
  readonly zip64Entries?: number;
}

/** A zip archive for tests, good or evil, built byte by byte. */
export function buildZip(entries: readonly TestEntry[], archive: TestArchive = {}): Buffer {
  const { before = Buffer.alloc(0), comment = Buffer.alloc(0), disk = 0 } = archive;
  const parts: Buffer[] = [before];
  let offset = before.length;
  const directory = entries.map((entry) => {
    const made = packEntry(entry);
    if (entry.lies?.offset !== undefined) return centralHeader(entry, made, entry.lies.offset);
    const begin = offset;
    parts.push(made.local, made.data);
    offset += made.local.length + made.data.length;
    return centralHeader(entry, made, begin);
  });
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const large =
    archive.zip64Entries === undefined ? [] : zip64End(archive.zip64Entries, size, offset);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(disk, 4);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, ...large, end, comment]);
}

/** A good archive of texts. */
export function zipTexts(files: Readonly<Record<string, string>>): Buffer {
  return buildZip(Object.entries(files).map(([name, content]) => ({ name, content })));
}

interface Packed {
  readonly local: Buffer;
  readonly data: Buffer;
  readonly crc: number;
  readonly size: number;
  readonly packedSize: number;
}

function packEntry({
  name,
  content = '',
  method = 8,
  flags = 0x800,
  lies = {},
}: TestEntry): Packed {
  const plain = Buffer.from(content as string);
  const data = method === 8 ? deflateRawSync(plain) : plain;
  const crc = lies.crc ?? crc32(plain);
  const size = lies.size ?? plain.length;
  const packedSize = lies.packedSize ?? data.length;
  const localName = Buffer.from((lies.localName ?? name) as string);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x0403_4b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(flags, 6);
  local.writeUInt16LE(method, 8);
  local.writeUInt32LE(crc, 14);
  local.writeUInt32LE(packedSize, 18);
  local.writeUInt32LE(lies.localSize ?? size, 22);
  local.writeUInt16LE(localName.length, 26);
  return { local: Buffer.concat([local, localName]), data, crc, size, packedSize };
}

function centralHeader(entry: TestEntry, made: Packed, offset: number): Buffer {
  const name = Buffer.from(entry.name as string);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE((3 << 8) | 20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(entry.flags ?? 0x800, 8);
  header.writeUInt16LE(entry.method ?? 8, 10);
  header.writeUInt32LE(made.crc, 16);
  header.writeUInt32LE(made.packedSize, 20);
  header.writeUInt32LE(made.size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function zip64End(entries: number, size: number, offset: number): readonly Buffer[] {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x0606_4b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator];
}
