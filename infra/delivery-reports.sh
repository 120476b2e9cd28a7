#!/usr/bin/env sh
# Subscribes the application, which must be answering, to what becomes of its text messages.
# Needs curl, the Azure CLI, signed in, and the outputs of infra/main.bicep in the environment.
set -eu
: "${AZURE_RESOURCE_GROUP:?is missing: output AZURE_RESOURCE_GROUP of infra/main.bicep}"
: "${SERVICE_URL:?is missing: output SERVICE_URL of infra/main.bicep}"

# An application that is new, and its rights, take minutes.
tries=0
until curl --silent --fail --max-time 60 --output /dev/null "$SERVICE_URL/health/ready"; do
  tries=$((tries + 1))
  if [ "$tries" -eq 40 ]; then
    # Says why.
    curl --silent --show-error --fail-with-body --max-time 60 "$SERVICE_URL/health/ready"
  fi
  sleep 15
done

# So does the right to put reports that cannot be delivered into the storage account, which this gives and then needs.
tries=0
until az deployment group create --resource-group "$AZURE_RESOURCE_GROUP" --name delivery-reports \
  --parameters "$(dirname "$0")/delivery-reports.bicepparam" --output none; do
  tries=$((tries + 1))
  [ "$tries" -lt 5 ] || exit 1
  echo 'Once more in a minute.'
  sleep 60
done
echo 'Delivery reports are subscribed to.'
