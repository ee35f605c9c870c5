import type { BrokenFile } from "../support/broken";

export const redaction: readonly BrokenFile[] = [
  {
    name: "a pattern that looks ahead",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          patterns:
            card: (?=4)[0-9]{16}
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.patterns.card
          found:     "(?=4)[0-9]{16}"
          expected:  a regular expression in RE2 syntax
          mend:      pulumi config rm --path 'mop:redaction.patterns.card' --stack dev
    `,
  },
  {
    name: "a pattern that looks behind",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          patterns:
            card: (?<!order )[0-9]{16}
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.patterns.card
          found:     "(?<!order )[0-9]{16}"
          expected:  a regular expression in RE2 syntax
          mend:      pulumi config rm --path 'mop:redaction.patterns.card' --stack dev
    `,
  },
  {
    name: "a pattern that refers back to a group",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          patterns:
            twice: (\\w+) \\1
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.patterns.twice
          found:     "(\\\\w+) \\\\1"
          expected:  a regular expression in RE2 syntax
          mend:      pulumi config rm --path 'mop:redaction.patterns.twice' --stack dev
    `,
  },
  {
    name: "a pattern with a group that does not end",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          patterns:
            customer: "(customer=C[0-9]{8}"
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.patterns.customer
          found:     "(customer=C[0-9]{8}"
          expected:  a regular expression in RE2 syntax
          mend:      pulumi config rm --path 'mop:redaction.patterns.customer' --stack dev
    `,
  },
  {
    name: "a shipped pattern that is taken out",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          patterns:
            bearer: null
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.patterns.bearer
          found:     null
          expected:  a regular expression in RE2 syntax
          mend:      pulumi config set --path 'mop:redaction.patterns.bearer' '(?i)\\b(bearer\\s+)[a-z0-9._~+/-]{20,}=*' --stack dev
    `,
  },
  {
    name: "a shipped pattern with quotes that is made empty",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          patterns:
            authorization: ""
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.patterns.authorization
          found:     ""
          expected:  a regular expression in RE2 syntax
          mend:      pulumi config set --path 'mop:redaction.patterns.authorization' '(?i)(authorization[\\\\"'\\'']*\\s*[:=]\\s*[\\\\"'\\''\\[]*)(?:(?:basic|bearer|digest|negotiate|token|apikey|aws4-hmac-sha256)\\s+[^\\s"'\\''\\\\]+|[^\\s"'\\''\\\\]{16,})' --stack dev
    `,
  },
  {
    name: "a pattern that is a map",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          patterns:
            customer: { match: "C[0-9]{8}" }
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.patterns.customer
          found:     {"match":"C[0-9]{8}"}
          expected:  a regular expression in RE2 syntax
          mend:      pulumi config rm --path 'mop:redaction.patterns.customer' --stack dev
    `,
  },
  {
    name: "patterns that are a list",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          patterns: ["C[0-9]{8}"]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.patterns
          found:     ["C[0-9]{8}"]
          expected:  a map of names to regular expressions
          mend:      pulumi config rm --path 'mop:redaction.patterns' --stack dev
    `,
  },
  {
    name: "attributes that are a list",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          attributes: ["customer.*"]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.attributes
          found:     ["customer.*"]
          expected:  a map of names to regular expressions
          mend:      pulumi config rm --path 'mop:redaction.attributes' --stack dev
    `,
  },
  {
    name: "two wrong attributes among three",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          attributes: { secrets: "*.secret", customer: customer.id, open: "(" }
    `,
    message: `
      Pulumi.dev.yaml has 2 faults; nothing was changed.

        mop:redaction.attributes.secrets
          found:     "*.secret"
          expected:  a regular expression in RE2 syntax
          mend:      pulumi config rm --path 'mop:redaction.attributes.secrets' --stack dev

        mop:redaction.attributes.open
          found:     "("
          expected:  a regular expression in RE2 syntax
          mend:      pulumi config rm --path 'mop:redaction.attributes.open' --stack dev
    `,
  },
  {
    name: "a switch",
    stack: "dev",
    yaml: `
      config:
        mop:redaction:
          enabled: sometimes
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:redaction.enabled
          found:     "sometimes"
          expected:  true or false
          mend:      pulumi config set --path 'mop:redaction.enabled' true --stack dev
    `,
  },
];
