#include "team/sql/postgres_trouble.h"

#include <algorithm>
#include <pqxx/pqxx>

#include "base/strings.h"

namespace whyspec::team::sql {
namespace {

// By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
Trouble ExplainState(const std::string& name, const std::string& state) {
  const auto sentence = [&name](const std::string& what) {
    return Error{ErrorCode::kUnreadable, StrCat("The database ", name, " ", what)};
  };
  const std::string_view group = std::string_view(state).substr(0, 2);
  if (state == "40001" || state == "40P01") {
    return {.error = sentence("was changed by others at the same time. Try again."), .retry = true};
  }
  if (state.empty() || group == "08" || state == "57P01" || state == "57P02" || state == "57P03" ||
      state == "25P03") {
    return {.error = sentence("was lost. Try again."), .is_lost = true, .retry = true};
  }
  // A statement prepared before the tables changed.
  if (state == "0A000" || state == "26000") {
    return {.error = sentence("has other tables than before. Try again."), .is_lost = true, .retry = true};
  }
  if (state == "55P03" || state == "57014")
    return {.error = sentence("is busy: a change has waited too long. Try again.")};
  if (state == "53100")
    return {.error = sentence("has no room left on its disk. Free some space and try again.")};
  if (group == "53") return {.error = sentence("has not enough memory or connections. Try again.")};
  if (state == "42501") {
    return {.error = sentence("does not let this user do that. Give it the rights to its tables.")};
  }
  if (state == "42P01" || state == "42703") {
    return {.error = sentence(
                "has not the tables of this version of Whyspec. Start whyspec-server to make them.")};
  }
  if (state == "42P07") {
    return {.error = sentence("holds a table of another program under a name Whyspec needs. Give Whyspec a "
                              "database of its own.")};
  }
  if (state == "25006") return {.error = sentence("is read-only (a standby?). Name the primary.")};
  if (group == "23")
    return {.error = {ErrorCode::kConflict, StrCat("The database ", name, " holds that already.")}};
  return {.error = sentence(StrCat("refused a request (SQLSTATE ", state, ")."))};
}

}  // namespace

Trouble Explain(const std::string& name, const std::exception_ptr& failure) {
  const auto sentence = [&name](std::string_view what) {
    return Error{ErrorCode::kUnreadable, StrCat("The database ", name, " ", what)};
  };
  try {
    std::rethrow_exception(failure);
  } catch (const pqxx::in_doubt_error&) {
    return {.error = sentence("was lost while it kept a change: nobody knows whether it did. Look before you "
                              "try again."),
            .is_lost = true};
  } catch (const pqxx::serialization_failure&) {
    return {.error = sentence("was changed by others at the same time. Try again."), .retry = true};
  } catch (const pqxx::deadlock_detected&) {
    return {.error = sentence("was changed by others at the same time. Try again."), .retry = true};
  } catch (const pqxx::statement_completion_unknown&) {
    return {.error = sentence("was lost while it kept a change: nobody knows whether it did. Look before you "
                              "try again."),
            .is_lost = true};
  } catch (const pqxx::transaction_rollback&) {
    return {.error = sentence("was changed by others at the same time. Try again."), .retry = true};
  } catch (const pqxx::broken_connection&) {
    return {.error = sentence("was lost. Try again."), .is_lost = true, .retry = true};
  } catch (const pqxx::sql_error& error) {
    return ExplainState(name, error.sqlstate());
  } catch (const std::exception&) {
    return {.error = sentence("gave an answer that cannot be read."), .is_lost = true};
  }
}

Error CannotConnect(const std::string& name, std::string_view message, bool& is_final) {
  const auto says = [message](std::string_view text) { return message.find(text) != std::string_view::npos; };
  is_final = true;
  if (says("invalid URI") || says("invalid port") || says("missing \"=\"") || says("unexpected character") ||
      says("invalid connection option")) {
    return {
        ErrorCode::kInvalid,
        "The address of the database is no postgresql://USER:PASSWORD@HOST/NAME. Characters such as @ : / "
        "in a password are written as %40 %3A %2F."};
  }
  if (says("password authentication failed") || says("no password supplied") ||
      says("authentication failed")) {
    return {ErrorCode::kInvalid, StrCat("The database ", name, " does not accept this user and password.")};
  }
  if (says("pg_hba.conf")) {
    return {ErrorCode::kInvalid,
            StrCat("The database ", name, " lets nobody in from here (see its pg_hba.conf).")};
  }
  if (says("database \"") && says("does not exist")) {
    return {ErrorCode::kInvalid, StrCat("There is no database ", name, ". Make it with createdb.")};
  }
  if (says("role \"") && says("does not exist")) {
    return {ErrorCode::kInvalid, StrCat("The database ", name, " does not know this user.")};
  }
  is_final = false;
  if (says("too many clients") || says("remaining connection slots") || says("too many connections")) {
    return {ErrorCode::kUnreadable,
            StrCat("The database ", name, " has no connection free. Raise its max_connections.")};
  }
  if (says("starting up") || says("shutting down") || says("in recovery")) {
    return {ErrorCode::kUnreadable, StrCat("The database ", name, " is starting or stopping. Try again.")};
  }
  if (says("could not translate host name")) {
    return {ErrorCode::kUnreadable,
            StrCat("The host of the database ", name, " is not known. Check its name.")};
  }
  return {ErrorCode::kUnreadable,
          StrCat("The database ", name, " does not answer. Check that PostgreSQL runs there.")};
}

std::string PlaceIn(std::string_view uri) {
  uri.remove_prefix(std::min(uri.find("://") + 3, uri.size()));
  uri = uri.substr(0, uri.find('?'));
  if (const std::size_t at = uri.rfind('@'); at != std::string_view::npos) uri.remove_prefix(at + 1);
  for (const char c : uri) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view(".:_-/[],").find(c) != std::string_view::npos;
    if (!plain) return "(PostgreSQL)";
  }
  return uri.empty() ? "(PostgreSQL)" : std::string(uri);
}

}  // namespace whyspec::team::sql
