// Generated from openapi/openapi.yaml by `npm run generate`. Do not edit.

/** The documented success of each operation. */
export const SUCCESS = {
  "listConnectorSecrets": 200,
  "createConnectorSecret": 201,
  "updateConnectorSecret": 204,
  "deleteConnectorSecret": 204
} as const;

/** The documented example of each error answer, by status. */
export const ERROR_EXAMPLES = {
  "400": {
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
  },
  "401": {
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
  },
  "403": {
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
  },
  "404": {
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
  },
  "409": {
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
  },
  "422": {
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
  },
  "429": {
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
  },
  "500": {
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
} as const;
