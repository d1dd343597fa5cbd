import { expect, test } from 'vitest';
import { eventsIn, type ServerEvent } from '../../src/lib/queue/events.ts';

const streamOf = (...parts: string[]) => new ReadableStream<Uint8Array>({
  start(sink) {
    for (const part of parts) sink.enqueue(new TextEncoder().encode(part));
    sink.close();
  }
});

test('events are read whole, however the stream is cut, and a heartbeat has no name', async () => {
  const read: ServerEvent[] = [];
  for await (const event of eventsIn(streamOf('event: open\nid: 7\nda', 'ta: {}\n', '\n: still here\n\nevent: changed\nid: 9\ndata: {"comment":"x"}\n\nevent: lost'))) read.push(event);
  expect(read).toEqual([{ name: 'open', id: '7', data: '{}' }, {}, { name: 'changed', id: '9', data: '{"comment":"x"}' }]);
});
