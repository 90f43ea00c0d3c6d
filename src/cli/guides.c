/*
 * guides.c -- the guides a command works with: built in, --grammar, --partner, --codes.
 *
 * Knows the order in which they are laid over each other.  Does not know what is in them.
 */
#include "cli/cli.h"

#include <string.h>

static bool add_codes(ct_cli *cli, ct_grammars *g, const char *item, ct_error *error) {
  char name[64];
  const char *equals = strchr(item, '=');
  size_t len = (size_t)(equals - item);
  if (len >= sizeof name) {
    snprintf(error->text, sizeof error->text, "no list of codes has so long a name");
    return false;
  }
  memcpy(name, item, len);
  name[len] = 0;
  (void)cli;
  return ct_grammars_add_codes(g, name, equals + 1, error) == CT_OK;
}

static bool add_all(ct_cli *cli, ct_grammars *g, ct_error *error) {
  for (size_t i = 0; i < cli->grammar_files.count; i++)
    if (ct_grammars_add_guide(g, cli->grammar_files.item[i], error) != CT_OK) return false;
  for (size_t i = 0; i < cli->partners.count; i++)
    if (ct_grammars_add_partner(g, cli->partners.item[i], error) != CT_OK) return false;
  for (size_t i = 0; i < cli->codes.count; i++)
    if (!add_codes(cli, g, cli->codes.item[i], error)) return false;
  return true;
}

const ct_grammars *ct_cli_grammars(ct_cli *cli) {
  if (cli->grammars) return cli->grammars;
  ct_error error = {""};
  if (ct_grammars_open(&cli->grammars, &error) == CT_OK && add_all(cli, cli->grammars, &error))
    return cli->grammars;
  ct_cli_trouble(cli, "%s",
                 error.text[0] ? error.text : "a guide, profile or list of codes cannot be used");
  ct_grammars_close(cli->grammars);
  cli->grammars = NULL;
  return NULL;
}
