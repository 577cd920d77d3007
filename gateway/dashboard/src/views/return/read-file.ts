import { decode } from '@qianfan/cli/submit/decode';
import { readReturn } from '@qianfan/cli/submit/document';
import type { Draft } from './draft.ts';

/** The draft in a file, CSV, workbook or JSON, in any encoding that is read. Throws the command line's Failure, in both languages. */
export async function readFile(file: File): Promise<Draft> {
  const body = readReturn(
    await decode(new Uint8Array(await file.arrayBuffer()), file.name),
    file.name,
  );
  return { ...body, from: { kind: 'FILE', name: file.name } };
}
