#!/usr/bin/env sh
# Makes the keys that are not in the vault yet. One that is there is never changed: docs/operating.md says how keys rotate.
# Needs the Azure CLI, signed in, outputs of infra/main.bicep in the environment, and while a key rotates CODES_KEYS: the ids of
# codes' keys, by commas.
set -eu
: "${KEY_VAULT_NAME:?is missing: output KEY_VAULT_NAME of infra/main.bicep}"
: "${AZURE_RESOURCE_GROUP:?is missing: output AZURE_RESOURCE_GROUP of infra/main.bicep}"
: "${FUNCTION_APP_NAME:?is missing: output FUNCTION_APP_NAME of infra/main.bicep}"

# The right to the vault, which the deployment gave a moment ago, takes minutes to be known everywhere.
tries=0
until az keyvault secret list --vault-name "$KEY_VAULT_NAME" --output none 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -eq 20 ]; then
    # Says why.
    az keyvault secret list --vault-name "$KEY_VAULT_NAME" --output none
  fi
  sleep 15
done

made=
for name in storage-hash-key $(echo "${CODES_KEYS:-k1}" | tr ',' '\n' | sed 's/^ */codes-key-/'); do
  found=$(az keyvault secret list --vault-name "$KEY_VAULT_NAME" --query "[?name=='$name'].name" --output tsv)
  if [ -z "$found" ]; then
    key=$(openssl rand -base64 32)
    az keyvault secret set --vault-name "$KEY_VAULT_NAME" --name "$name" --value "$key" --output none
    echo "Made the key $name."
    made=yes
  fi
done
[ -n "$made" ] || exit 0

# An application that looked for a key before it was there, or before it had the right to, does so again a day later, or when it is told to:
# https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#understand-rotation.
app=$(az functionapp show --resource-group "$AZURE_RESOURCE_GROUP" --name "$FUNCTION_APP_NAME" --query id --output tsv)
tries=0
until missing=$(az rest --method post --url "$app/config/configreferences/appsettings/refresh?api-version=2022-03-01" \
  --query "value[?properties.status!='Resolved'].name" --output tsv) && [ -z "$missing" ]; do
  tries=$((tries + 1))
  if [ "$tries" -eq 20 ]; then
    echo "The application does not get its keys from the vault: $missing" >&2
    exit 1
  fi
  sleep 15
done
