/** Server-sent events. A comment of the stream is an event without a name. */
export interface ServerEvent { name?: string; id?: string; data?: string }

function parse(block: string): ServerEvent {
  const event: ServerEvent = {};
  for (const line of block.split('\n')) {
    const [, field, value] = line.match(/^(event|id|data): ?(.*)$/) ?? [];
    if (field === 'event') event.name = value;
    else if (field === 'id') event.id = value;
    else if (field === 'data') event.data = event.data === undefined ? value : `${event.data}\n${value}`;
  }
  return event;
}

export async function* eventsIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (let rest = '', part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (rest + decoder.decode(part.value, { stream: true })).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) yield parse(block);
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}
