/** Bodies of OTLP over HTTP with one item each, for the tests to send. */

const now = () => `${Date.now()}000000`;

type Attributes = Readonly<Record<string, string>>;

/** @param of attributes besides the service's name */
const resource = (service: string, of: Attributes = {}) => ({
  attributes: Object.entries({ "service.name": service, ...of }).map(([key, value]) => ({
    key,
    value: { stringValue: value },
  })),
});

/**
 * @param traceId 32 digits, hexadecimal
 * @param more of the span's own fields
 */
export const span = (service: string, traceId: string, of?: Attributes, more: object = {}) => ({
  resourceSpans: [
    {
      resource: resource(service, of),
      scopeSpans: [
        {
          spans: [
            {
              traceId,
              spanId: "b7ad6b7169203331",
              name: "GET /",
              kind: 2,
              startTimeUnixNano: now(),
              endTimeUnixNano: now(),
              ...more,
            },
          ],
        },
      ],
    },
  ],
});

export const gauge = (service: string, name: string, value: number, of?: Attributes) => ({
  resourceMetrics: [
    {
      resource: resource(service, of),
      scopeMetrics: [{ metrics: [{ name, gauge: { dataPoints: [{ asDouble: value, timeUnixNano: now() }] } }] }],
    },
  ],
});

export const logLine = (service: string, text: string, of?: Attributes) => ({
  resourceLogs: [
    {
      resource: resource(service, of),
      scopeLogs: [{ logRecords: [{ timeUnixNano: now(), body: { stringValue: text } }] }],
    },
  ],
});
