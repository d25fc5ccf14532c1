package io.breakwater.server.token;

import io.breakwater.model.TokenId;

/** Finds a token by the hash of its secret; the document's name is the hash. */
record TokenByHash(TokenId token) {}
