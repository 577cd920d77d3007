/**
 * The lines of an NDJSON answer, as they arrive; empty ones keep the connection alive and are skipped.
 * @throws where a line is no JSON, or the last one has no end: the stream broke off
 */
export async function* jsonLines<Line>(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  for await (const chunk of chunks) {
    const lines = decoder.decode(chunk, { stream: true }).split('\n');
    if (lines.length === 1) {
      parts.push(lines[0]!);
      continue;
    }
    lines[0] = parts.join('') + lines[0]!;
    parts = [lines.pop()!];
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Line;
  }
  if (parts.join('') !== '') throw new Error('the last line has no end');
}
