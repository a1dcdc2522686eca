// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

/** The documented success of each operation. */
export const SUCCESSES = {
  "listConnectors": {
    "status": 200,
    "body": {
      "count": 1,
      "connectors": [
        {
          "connector_identifier": "T3S70",
          "name": "Test Connector",
          "description": "A connector to test with",
          "logo_url": "https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png",
          "created_at": "2025-01-01T00:00:00+00:00",
          "updated_at": "2025-01-01T00:00:00+00:00",
          "configuration": {
            "version": "1.0.0",
            "configuration_json": {
              "client_id": "{{ secrets.sec_a23f23d26 }}"
            },
            "created_at": "2025-01-01T00:00:00+00:00",
            "updated_at": "2025-01-01T00:00:00+00:00"
          }
        }
      ]
    }
  },
  "createConnector": {
    "status": 201,
    "body": {
      "connector_identifier": "T3S70",
      "name": "Test Connector",
      "description": "A connector to test with",
      "logo_url": "https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png",
      "created_at": "2025-01-01T00:00:00+00:00",
      "updated_at": "2025-01-01T00:00:00+00:00",
      "configuration": {
        "version": "1.0.0",
        "configuration_json": {
          "client_id": "{{ secrets.sec_a23f23d26 }}"
        },
        "created_at": "2025-01-01T00:00:00+00:00",
        "updated_at": "2025-01-01T00:00:00+00:00"
      }
    }
  },
  "getConnector": {
    "status": 200,
    "body": {
      "connector_identifier": "T3S70",
      "name": "Test Connector",
      "description": "A connector to test with",
      "logo_url": "https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png",
      "created_at": "2025-01-01T00:00:00+00:00",
      "updated_at": "2025-01-01T00:00:00+00:00",
      "configuration": {
        "version": "1.0.0",
        "configuration_json": {
          "client_id": "{{ secrets.sec_a23f23d26 }}"
        },
        "created_at": "2025-01-01T00:00:00+00:00",
        "updated_at": "2025-01-01T00:00:00+00:00"
      }
    }
  },
  "updateConnector": {
    "status": 204
  },
  "deleteConnector": {
    "status": 204
  },
  "getConnectorLogo": {
    "status": 200,
    "body": {
      "logo_url": "https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png"
    }
  },
  "uploadConnectorLogo": {
    "status": 201,
    "body": {
      "logo_url": "https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png"
    }
  },
  "listConnectorLogs": {
    "status": 200,
    "body": {
      "logs": [
        {
          "id": "123-foo",
          "log_time": "2025-01-01T00:00:00Z",
          "status": 200,
          "event": "auth.token.refresh",
          "request": "POST /api/oauth/token_refresh",
          "duration_ms": 253,
          "request_id": "8dc24bc2-8a17-4188-a509-217cb8799929"
        }
      ]
    }
  },
  "getConnectorLog": {
    "status": 200,
    "body": {
      "id": "123-foo",
      "log_time": "2025-01-01T00:00:00Z",
      "status": 200,
      "event": "auth.token.refresh",
      "request": "POST /api/oauth/token_refresh",
      "duration_ms": 253,
      "request_id": "8dc24bc2-8a17-4188-a509-217cb8799929"
    }
  },
  "listConnectorSecrets": {
    "status": 200,
    "body": {
      "count": 1,
      "secrets": [
        {
          "secret_placeholder": "sec_a23f23d26",
          "secret_name": "client_id"
        }
      ]
    }
  },
  "createConnectorSecret": {
    "status": 201,
    "body": {
      "count": 1,
      "secrets": [
        {
          "secret_placeholder": "sec_a23f23d26",
          "secret_name": "client_id"
        }
      ]
    }
  },
  "updateConnectorSecret": {
    "status": 204
  },
  "deleteConnectorSecret": {
    "status": 204
  }
} as const;

/** The documented examples of each error status: the usual one, then those of some operations. */
export const ERROR_EXAMPLES = {
  "400": [
    {
      "headers": {
        "X-RateLimit-Limit": "5000",
        "X-RateLimit-Remaining": "4999",
        "Access-Control-Allow-Origin": "*"
      },
      "body": {
        "meta": {
          "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
        },
        "error": {
          "code": "BAD_REQUEST",
          "message": "The request was invalid."
        }
      }
    }
  ],
  "401": [
    {
      "headers": {
        "WWW-Authenticate": "Bearer",
        "X-RateLimit-Limit": "5000",
        "X-RateLimit-Remaining": "4999",
        "Access-Control-Allow-Origin": "*"
      },
      "body": {
        "meta": {
          "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
        },
        "error": {
          "code": "UNAUTHORIZED",
          "message": "Authentication is required."
        }
      }
    }
  ],
  "403": [
    {
      "headers": {
        "X-RateLimit-Limit": "5000",
        "X-RateLimit-Remaining": "4999",
        "Access-Control-Allow-Origin": "*"
      },
      "body": {
        "meta": {
          "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
        },
        "error": {
          "code": "FORBIDDEN",
          "message": "You do not have access to this resource."
        }
      }
    }
  ],
  "404": [
    {
      "headers": {
        "X-RateLimit-Limit": "5000",
        "X-RateLimit-Remaining": "4999",
        "Access-Control-Allow-Origin": "*"
      },
      "body": {
        "meta": {
          "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
        },
        "error": {
          "code": "NOT_FOUND",
          "message": "The requested resource was not found."
        }
      }
    }
  ],
  "409": [
    {
      "headers": {
        "X-RateLimit-Limit": "5000",
        "X-RateLimit-Remaining": "4999",
        "Access-Control-Allow-Origin": "*"
      },
      "body": {
        "meta": {
          "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
        },
        "error": {
          "code": "CONFLICT_ERROR",
          "message": "The resource already exists."
        }
      }
    }
  ],
  "422": [
    {
      "headers": {
        "X-RateLimit-Limit": "5000",
        "X-RateLimit-Remaining": "4999",
        "Access-Control-Allow-Origin": "*"
      },
      "body": {
        "meta": {
          "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
        },
        "error": {
          "code": "UNPROCESSABLE_ENTITY",
          "message": "Validation failed for the request parameters."
        }
      }
    }
  ],
  "429": [
    {
      "headers": {
        "X-RateLimit-Limit": "5000",
        "X-RateLimit-Remaining": "4999",
        "Retry-After": "3600",
        "Access-Control-Allow-Origin": "*"
      },
      "body": {
        "meta": {
          "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
        },
        "error": {
          "code": "TOO_MANY_REQUESTS",
          "message": "Rate limit exceeded. Retry later."
        }
      }
    }
  ],
  "500": [
    {
      "headers": {
        "Access-Control-Allow-Origin": "*"
      },
      "body": {
        "meta": {
          "request_id": "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN"
        },
        "error": {
          "code": "INTERNAL_SERVER_ERROR",
          "message": "An unexpected error occurred."
        }
      }
    }
  ]
} as const;
