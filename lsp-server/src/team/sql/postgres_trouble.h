// What PostgreSQL and libpq say when something is wrong, as a sentence for people. Private to
// this folder.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "base/result.h"

namespace whyspec::team::sql {

// What went wrong, and what may be done about it.
struct Trouble {
  Error error;
  bool is_lost = false;  // the connection is of no use any more
  bool retry = false;    // the same work may succeed if it is done anew
};

// `name` of the database, as PlaceIn() gives it.
Trouble Explain(const std::string& name, const std::exception_ptr& failure);
// `message`: libpq's. `is_final`: to try again is of no use.
Error CannotConnect(const std::string& name, std::string_view message, bool& is_final);
// "host:port/name" of a URI if that is all there is to it, never what stands before "@"; else
// "(PostgreSQL)".
std::string PlaceIn(std::string_view uri);

}  // namespace whyspec::team::sql
