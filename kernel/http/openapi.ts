import { z } from 'zod'
import type { Registry } from '../pack.ts'
import { schemasOf } from '../record/check.ts'
import type { Action, AnyRecord } from '../record/record.ts'

type Json = { [key: string]: unknown }

/** The API as OpenAPI 3.1, made from the same definitions and checkers that serve it. */
export function openApi(registry: Registry): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: '经纬运营 API',
      version: '1',
      description: '所有写请求都要带 Idempotency-Key（UUID）；重复的请求得到同样的回答。看不到的一律是 404。',
    },
    paths: Object.assign({}, ...Object.values(registry.records).map((def) => pathsOf(def))),
    components: {
      schemas: Object.assign({ Refusal: refusal }, ...Object.values(registry.records).map((def) => schemas(def))),
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'jingwei' } },
    },
    security: [{ session: [] }],
  }
}

const refusal = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: {
      enum: ['absent', 'forbidden', 'invalid', 'conflict', 'unauthenticated', 'large', 'busy', 'unavailable', 'error'],
    },
    message: { type: 'string' },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    by: { type: 'string' },
    at: { type: 'string' },
  },
}

function pathsOf(def: AnyRecord): Json {
  const { name, label } = def
  const row = { $ref: `#/components/schemas/${name}` }
  const view = { type: 'object', properties: { row, labels: { type: 'object' }, can: strings, edit: strings } }
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
  const actions: [string, Action][] = Object.entries(def.actions)
  return {
    [`/api/${name}`]: {
      get: {
        operationId: `list_${name}`,
        summary: `${label}列表`,
        parameters: listParameters,
        responses: answers({
          type: 'object',
          properties: {
            rows: { type: 'array', items: row },
            next: { type: ['string', 'null'] },
            count: { type: 'object' },
          },
        }),
      },
      post: {
        operationId: `create_${name}`,
        summary: `新建${label}`,
        parameters: [key],
        requestBody: body({
          type: 'object',
          required: ['fields'],
          properties: {
            fields: { $ref: `#/components/schemas/${name}_draft` },
            action: { enum: actions.map(([action]) => action) },
          },
        }),
        responses: answers(view, '201'),
      },
    },
    [`/api/${name}/{id}`]: {
      get: { operationId: `get_${name}`, summary: `一条${label}`, parameters: [id], responses: answers(view) },
      patch: {
        operationId: `edit_${name}`,
        summary: `修改${label}`,
        parameters: [id, key],
        requestBody: body({
          type: 'object',
          required: ['fields', 'version'],
          properties: { fields: { $ref: `#/components/schemas/${name}_edit` }, version: { type: 'integer' } },
        }),
        responses: answers(view),
      },
    },
    ...Object.fromEntries(
      actions.map(([action, { label: does }]) => [
        `/api/${name}/{id}/${action}`,
        {
          post: {
            operationId: `${action}_${name}`,
            summary: `${does}（${label}）`,
            parameters: [id, key],
            requestBody: body({
              type: 'object',
              properties: {
                fields: { $ref: `#/components/schemas/${name}_edit` },
                opinion: { type: 'string' },
                version: { type: 'integer' },
              },
            }),
            responses: answers(view),
          },
        },
      ]),
    ),
  }
}

const strings = { type: 'array', items: { type: 'string' } }
const key = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', format: 'uuid' } }
const listParameters = ['q', 'status', 'sort', 'cursor', 'limit'].map((name) => ({
  name,
  in: 'query',
  schema: { type: 'string' },
}))

const body = (schema: Json) => ({ required: true, content: { 'application/json': { schema } } })

function answers(schema: Json, ok = '200'): Json {
  const refused = {
    description: '被拒绝，说明原因',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
  }
  return {
    [ok]: { description: '成功', content: { 'application/json': { schema } } },
    ...Object.fromEntries(['401', '403', '404', '409', '422'].map((status) => [status, refused])),
  }
}

function schemas(def: AnyRecord): Json {
  const { whole, partial } = schemasOf(def)
  const draft = toJson(whole)
  const system = {
    id: { type: 'string', format: 'uuid' },
    number: { type: ['string', 'null'] },
    status: { enum: Object.keys(def.states) },
    version: { type: 'integer' },
    createdAt: { type: 'string', format: 'date-time' },
    updatedAt: { type: 'string', format: 'date-time' },
  }
  return {
    [def.name]: { type: 'object', description: def.label, properties: { ...system, ...(draft.properties as Json) } },
    [`${def.name}_draft`]: draft,
    [`${def.name}_edit`]: toJson(partial),
  }
}

function toJson(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  return rest
}
