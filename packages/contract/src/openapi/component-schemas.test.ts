import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';

import { Memory, MemoryList } from '../schemas/memory.js';
import { COMPONENT_SCHEMAS, createComponentSchemas, toDocumentSchema } from './component-schemas.js';

const reference = { $ref: '#/components/schemas/Memory' };

describe('toDocumentSchema', () => {
  it('puts a reference in place of a named schema, at the top and within', () => {
    expect(toDocumentSchema(Memory)).toEqual(reference);
    expect(toDocumentSchema(MemoryList)).toEqual({ type: 'array', items: reference });
    expect(toDocumentSchema(Type.Object({ one: Memory, many: MemoryList }))).toMatchObject({
      properties: { one: reference, many: { items: reference } },
    });
  });

  it('leaves a schema without a name as it is', () => {
    const schema = Type.Object({ count: Type.Integer({ minimum: 0 }) });
    expect(toDocumentSchema(schema)).toEqual({
      type: 'object',
      required: ['count'],
      properties: { count: { type: 'integer', minimum: 0 } },
    });
  });

  it('knows a schema by itself, not by its looks', () => {
    expect(toDocumentSchema({ ...Memory })).not.toEqual(reference);
  });
});

describe('createComponentSchemas', () => {
  const components = createComponentSchemas();

  it('writes each named schema once, in the order of the alphabet', () => {
    expect(Object.keys(components)).toEqual(Object.keys(COMPONENT_SCHEMAS));
    expect(Object.keys(components)).toEqual(Object.keys(components).toSorted());
  });

  it('writes out what it names: no component is a mere reference', () => {
    for (const schema of Object.values(components)) expect(schema).toMatchObject({ type: 'object' });
  });

  it('shows the bodies of keys as customers know them', () => {
    for (const name of ['CreateApiKeyBody', 'UpdateApiKeyBody']) {
      expect(components[name]).toMatchObject({
        properties: { scopes: { items: { enum: ['read', 'write', 'delete', 'admin'] } } },
      });
    }
  });
});
