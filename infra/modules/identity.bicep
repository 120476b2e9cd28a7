metadata description = 'Who the application is to every other resource.'

@description('Its name.')
param name string

@description('Its region.')
param location string

@description('Its tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('By which the application asks for its tokens.')
output clientId string = identity.properties.clientId

@description('By which roles are given to it.')
output principalId string = identity.properties.principalId
